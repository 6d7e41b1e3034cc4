package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.format.Compression;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.store.SnapshotCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets several jobs go on from one snapshot. */
@Command(
    name = "fork",
    description = "Makes directories in which jobs go on from one snapshot, each on its own.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap fork ck a b c              three jobs that share the snapshot's chunks",
      "  cairn snap fork --seed 7 ck a b c     each with other random numbers: 7, 8, 9",
      "  cairn resume a",
      "",
      "--seed changes Random, SplittableRandom, Math.random and ThreadLocalRandom, and what",
      "generators without a seed begin with that are made later. A generator of the program's own",
      "is plain numbers and stays as it is."
    })
final class SnapForkCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "SNAPSHOT", description = "A snapshot, or a directory.")
  Path from = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Empty directories.")
  List<Path> dirs = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seeds the random number generators with N in the first, N + 1 in the next.")
  @Nullable Long seed;

  @Override
  public Integer call() {
    Path file = Snapshots.file(from);
    @Nullable Path shared = SnapshotFile.chunkDirectory(file);
    for (int i = 0; i < dirs.size(); i++) {
      Path dir = dirs.get(i);
      if (!Generations.in(dir).isEmpty()) {
        throw new CommandException(
            ExitCode.USAGE, dir + " holds generations already; name a new directory");
      }
      Path chunks = shared == null ? dir.resolve("chunks") : shared;
      SnapshotCopy.toDirectory(
          file, dir, chunks, Compression.DEFAULT, seed == null ? null : seed + i);
      spec.commandLine().getOut().println(dir + ": cairn resume " + dir + " goes on there");
    }
    spec.commandLine().getOut().flush();
    return 0;
  }
}
