package dev.cairn.command;

import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.store.Generation;
import dev.cairn.snapshot.store.SnapshotCopy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies a snapshot: into one file that needs no other, or into a directory. */
@Command(
    name = "copy",
    description = "Copies a snapshot into one file, or into a job's directory.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap copy ck job.cairn                       the newest, in one file",
      "  cairn snap copy ck/gen-00000012.cairn /mnt/b/ck    only chunks that are not there",
    })
final class SnapCopyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "A snapshot, or a directory.")
  Path from = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "TARGET",
      description = "A file that ends in .cairn, or a job's directory.")
  Path to = Path.of("");

  @Option(
      names = "--compress",
      paramLabel = "LEVEL",
      description = "raw, fast, or 1 to 19 (default: 1); chunks that are compressed stay so.")
  String compress = "1";

  @Override
  public Integer call() {
    Compression compression =
        Compression.parse(compress)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "--compress " + compress + " is none of raw, fast, 1…19"));
    Path file = Snapshots.file(from);
    var out = spec.commandLine().getOut();
    if (to.toString().endsWith(".cairn")) {
      SnapshotCopy.toFile(file, to, compression);
      out.println(to + ": written");
    } else {
      Generation g = SnapshotCopy.toDirectory(file, to, to.resolve("chunks"), compression, null);
      out.println(g.file() + ": written, " + Sizes.brief(g.bytes()) + " copied");
    }
    out.flush();
    return 0;
  }
}
