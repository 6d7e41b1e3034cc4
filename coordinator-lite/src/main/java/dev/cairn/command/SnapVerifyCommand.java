package dev.cairn.command;

import dev.cairn.launch.CommandException;
import dev.cairn.launch.ExitCode;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
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

/** Checks every byte of snapshots. */
@Command(
    name = "verify",
    description = "Checks every byte of a snapshot file, or of all in a directory.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn snap verify cairn-checkpoints/Main",
      "  cairn snap verify --json gen-00000012.cairn",
      "",
      "Exit codes: 0 all good, 65 one is damaged, 66 there is none."
    })
final class SnapVerifyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DIR|FILE",
      arity = "0..1",
      description = "A snapshot, a job's directory, or one that holds several.")
  Path named = Generations.DEFAULT_PARENT;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  /** What was found of one file; {@code error} is null where it is good. */
  record Checked(String file, long bytes, @Nullable String digest, @Nullable String error) {}

  @Override
  public Integer call() throws IOException {
    List<Checked> all = new ArrayList<>();
    for (Path file : files()) {
      all.add(check(file));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(all));
    } else {
      for (Checked c : all) {
        out.println(
            c.error() != null
                ? c.error()
                : c.file() + ": good, " + Sizes.brief(c.bytes()) + ", digest " + c.digest());
      }
    }
    out.flush();
    boolean good = all.stream().allMatch(c -> c.error() == null);
    return good ? 0 : ExitCode.SNAPSHOT_UNUSABLE.code();
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (Files.isDirectory(named)) {
      Generations.jobs(named).forEach(job -> files.addAll(Generations.in(job)));
    } else if (Files.exists(named)) {
      files.add(named);
    }
    if (files.isEmpty()) {
      throw new CommandException(
          ExitCode.NO_SNAPSHOT, named + ": no snapshot there; cairn snap ls lists what there is");
    }
    return files;
  }

  private static Checked check(Path file) throws IOException {
    try {
      return new Checked(
          file.toString(), Files.size(file), SnapshotFile.verify(file).stateDigest(), null);
    } catch (SnapshotException e) {
      return new Checked(file.toString(), Files.size(file), null, String.valueOf(e.getMessage()));
    }
  }
}
