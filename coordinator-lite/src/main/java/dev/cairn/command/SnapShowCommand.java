package dev.cairn.command;

import dev.cairn.snapshot.graph.SnapshotGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a snapshot holds. */
@Command(
    name = "show",
    description = "Shows a snapshot: where the job was, with which values, and what it holds.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap show gen-00000012.cairn",
      "  cairn snap show --all cairn-checkpoints/Main",
      "  cairn snap show --json gen-00000012.cairn"
    })
final class SnapShowCommand implements Callable<Integer> {
  private static final int CLASSES = 15;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|DIR",
      description = "A snapshot, or a job's directory: its newest generation.")
  Path named = Path.of("");

  @Option(names = "--all", description = "All classes of the heap, all statics, and the plan.")
  boolean all;

  @Option(names = "--json", description = "For machines: the whole header.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    Path file = Snapshots.file(named);
    SnapshotGraph graph = SnapshotGraph.read(file);
    var out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(graph.header()));
    } else {
      new SnapshotText(graph, System.currentTimeMillis())
          .print(file, all ? Integer.MAX_VALUE : CLASSES, all, out);
    }
    out.flush();
    return 0;
  }
}
