package dev.cairn.command;

import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.graph.SnapshotDiff;
import dev.cairn.snapshot.graph.SnapshotGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Names the first object path in which two snapshots differ. */
@Command(
    name = "diff",
    description = "Names the first object path in which the states of two snapshots differ.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap diff a/gen-00000012.cairn b/gen-00000012.cairn",
      "",
      "Exit codes: 0 same state, 1 different."
    })
final class SnapDiffCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "A", description = "A snapshot, or a job's directory.")
  Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  Path b = Path.of("");

  @Option(names = "--json", description = "For machines.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    SnapshotGraph first = SnapshotGraph.read(Snapshots.file(a));
    SnapshotGraph second = SnapshotGraph.read(Snapshots.file(b));
    SnapshotDiff.@Nullable Difference found = SnapshotDiff.firstDifference(first, second);
    String difference = found == null ? null : found.text();
    var out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("same", difference == null);
      if (found != null) {
        result.put("difference", difference);
        result.put("path", found.path());
        result.put("first", found.first());
        result.put("second", found.second());
      }
      out.println(Json.write(result));
    } else {
      out.println(difference == null ? "same state" : difference);
    }
    out.flush();
    return difference == null ? 0 : ExitCode.DIFFERENT.code();
  }
}
