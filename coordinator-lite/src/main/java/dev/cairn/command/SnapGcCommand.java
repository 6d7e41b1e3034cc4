package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.format.SnapshotFile;
import dev.cairn.snapshot.store.ChunkCollector;
import dev.cairn.snapshot.store.Collection;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Removes chunks that no generation needs any more. */
@Command(
    name = "gc",
    description = "Removes chunks that no generation needs any more; jobs may be running.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap gc",
      "  cairn snap gc /data/ck",
      "  cairn snap gc --forget /data/gone /data/chunks",
      "",
      "Exit codes: 0 done, 73 something stands in the way (nothing is removed then)."
    })
final class SnapGcCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "A job's directory, one that holds several, or a directory of chunks.")
  Path dir = Generations.DEFAULT_PARENT;

  @Option(
      names = "--forget",
      paramLabel = "JOBDIR",
      description = "A job's directory that is gone for good: what it needed may go.")
  @Nullable Path forget;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean blocked = false;
    for (Path chunks : directories()) {
      if (forget != null && !ChunkCollector.forget(chunks, forget)) {
        throw new CommandException(
            ExitCode.NO_SNAPSHOT, chunks + " knows of no job's directory " + forget);
      }
      Collection c = ChunkCollector.collect(chunks);
      if (c.blocked() != null) {
        blocked = true;
        spec.commandLine().getErr().println("cairn: " + c.blocked());
      } else {
        out.println(chunks + ": " + c.packs() + " files, " + Sizes.brief(c.freed()) + " freed");
      }
    }
    out.flush();
    spec.commandLine().getErr().flush();
    return blocked ? ExitCode.DIRECTORY.code() : 0;
  }

  private Set<Path> directories() {
    Set<Path> found = new TreeSet<>();
    if (Files.isDirectory(dir.resolve("refs"))) {
      found.add(dir);
      return found;
    }
    for (Path job : Generations.jobs(dir)) {
      for (Path file : Generations.in(job)) {
        Path chunks = SnapshotFile.chunkDirectory(file);
        if (chunks != null && Files.isDirectory(chunks)) {
          found.add(chunks);
        }
      }
    }
    if (found.isEmpty()) {
      throw new CommandException(ExitCode.NO_SNAPSHOT, dir + ": no directory of chunks there");
    }
    return found;
  }
}
