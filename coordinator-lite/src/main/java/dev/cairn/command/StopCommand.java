package dev.cairn.command;

import dev.cairn.launch.ExitCode;
import dev.cairn.launch.JobProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a running job to save itself and end. */
@Command(
    name = "stop",
    description = "Stops a running job at its next safe point, with a snapshot, and waits for it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn stop cairn-checkpoints/Main",
      "  cairn stop 12345",
      "",
      "Ctrl-C ends the waiting only; the job still stops. The job itself exits with 85."
    })
final class StopCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PID|DIR", description = "The job's process id, or its directory.")
  String job = "";

  @Option(names = "--no-wait", description = "Ask, and don't wait for the job's end.")
  boolean noWait;

  @Override
  public Integer call() throws IOException {
    JobProcess target =
        JobProcess.isPid(job) ? JobProcess.of(Long.parseLong(job)) : JobProcess.in(Path.of(job));
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path dir = target.dir();
    long before = newest(dir);
    long pid = target.process().pid();
    if (!target.process().destroy() && target.process().isAlive()) {
      err.println("cairn: process " + pid + " may not be signalled by this user");
      return ExitCode.USAGE.code();
    }
    if (noWait) {
      out.println("process " + pid + " was asked to stop at its next safe point");
      out.flush();
      return 0;
    }
    err.println(
        "cairn: asked process " + pid + " to stop; waiting (Ctrl-C leaves it to stop alone)");
    err.flush();
    target.process().onExit().join();
    return report(out, err, pid, dir, before);
  }

  private static int report(
      PrintWriter out, PrintWriter err, long pid, @Nullable Path dir, long before) {
    if (dir == null) {
      out.println("process " + pid + " ended; its directory could not be seen from here");
      out.flush();
      return 0;
    }
    if (Files.exists(Generations.done(dir))) {
      out.println("process " + pid + " had finished; nothing is left to go on from");
      out.flush();
      return 0;
    }
    long after = newest(dir);
    if (after > before) {
      out.println(
          "stopped: generation "
              + after
              + " in "
              + Generations.newest(dir).map(Path::toString).orElse("")
              + "; run the same command again, or cairn resume that file");
      out.flush();
      return 0;
    }
    err.println(
        "cairn: process "
            + pid
            + " ended without a new generation (its own output says why); "
            + (after == 0 ? "there is none" : "the newest is still generation " + after));
    err.flush();
    return ExitCode.STOP_OVERDUE.code();
  }

  private static long newest(@Nullable Path dir) {
    return dir == null
        ? 0
        : Optional.of(dir).flatMap(Generations::newest).flatMap(Generations::number).orElse(0L);
  }
}
