package dev.cairn.command;

import dev.cairn.launch.Durations;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JobProcess;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists jobs' directories and the generations in them. */
@Command(
    name = "ls",
    description = "Lists jobs' directories and the generations in them.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExamples:%n",
    footer = {"  cairn snap ls", "  cairn snap ls --json /data/ck"})
final class SnapLsCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "A job's directory, or one that holds several (default: cairn-checkpoints).")
  Path dir = Generations.DEFAULT_PARENT;

  @Option(names = "--json", description = "For machines.")
  boolean json;

  /**
   * One generation; {@code bytes} of its state, {@code added} to the disk when it was written;
   * {@code error} says why the rest is missing.
   */
  record Row(
      String file,
      long generation,
      long bytes,
      long added,
      @Nullable String main,
      @Nullable String digest,
      long reached,
      @Nullable Long counter,
      @Nullable String loop,
      int line,
      @Nullable String jvm,
      long timeMillis,
      @Nullable String error) {}

  /** One job's directory. */
  record Listing(String dir, @Nullable Long runningPid, boolean done, List<Row> generations) {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(dir) && !dir.equals(Generations.DEFAULT_PARENT)) {
      spec.commandLine().getErr().println("cairn: " + dir + ": no such directory");
      return ExitCode.NO_SNAPSHOT.code();
    }
    List<Listing> listings = new ArrayList<>();
    for (Path job : Generations.jobs(dir)) {
      listings.add(listing(job));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.write(listings));
    } else if (listings.isEmpty()) {
      out.println("no job's directory in " + dir.toAbsolutePath());
    } else {
      listings.forEach(l -> print(out, l));
    }
    out.flush();
    boolean damaged =
        listings.stream().flatMap(l -> l.generations().stream()).anyMatch(r -> r.error() != null);
    return damaged ? ExitCode.SNAPSHOT_UNUSABLE.code() : 0;
  }

  private static Listing listing(Path job) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Path file : Generations.in(job)) {
      rows.add(row(file));
    }
    return new Listing(
        job.toString(),
        JobProcess.running(job).map(ProcessHandle::pid).orElse(null),
        Files.exists(Generations.done(job)),
        rows);
  }

  private static Row row(Path file) throws IOException {
    long generation = Generations.number(file).orElse(0L);
    try {
      Header h = SnapshotFile.readHeader(file);
      long counter = h.progress().counter();
      return new Row(
          file.toString(),
          generation,
          h.bytes(),
          h.added(),
          h.job().main(),
          h.stateDigest(),
          h.progress().reached(),
          counter == Long.MIN_VALUE ? null : counter,
          h.progress().loop(),
          h.progress().line(),
          h.host().jvm(),
          h.host().timeMillis(),
          null);
    } catch (SnapshotException e) {
      return new Row(
          file.toString(),
          generation,
          Files.size(file),
          0,
          null,
          null,
          -1,
          null,
          null,
          -1,
          null,
          0,
          String.valueOf(e.getMessage()));
    }
  }

  private static void print(PrintWriter out, Listing listing) {
    String state =
        listing.done()
            ? "finished"
            : listing.runningPid() != null ? "running, process " + listing.runningPid() : "stopped";
    out.println(listing.dir() + "  (" + state + ")");
    for (Row row : listing.generations()) {
      if (row.error() != null) {
        out.printf("  %6d  %9s  %s%n", row.generation(), Sizes.brief(row.bytes()), row.error());
      } else {
        Duration age = Duration.between(Instant.ofEpochMilli(row.timeMillis()), Instant.now());
        out.printf(
            "  %6d  %9s  %12s ago  %s  %s  %s%n",
            row.generation(),
            Sizes.brief(row.bytes()),
            Durations.brief(age),
            where(row),
            brief(row.digest()),
            row.jvm());
      }
    }
  }

  private static String brief(@Nullable String digest) {
    return digest == null || digest.length() < 12 ? "-" : digest.substring(0, 12);
  }

  private static String where(Row row) {
    String at = row.line() < 0 ? "" : " line " + row.line();
    return SnapshotText.withoutDescriptor(String.valueOf(row.loop()))
        + at
        + (row.counter() == null ? "" : " at " + row.counter());
  }
}
