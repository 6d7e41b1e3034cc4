package dev.cairn.agent.job;

import dev.cairn.agent.ExitCode;
import dev.cairn.agent.Say;
import dev.cairn.runtime.Ending;
import dev.cairn.runtime.Woven;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The ways in which the job's JVM ends. At a stop nothing of the job's runs any more: no shutdown
 * hook, no finally block, since the job is not over.
 */
final class Finish {
  /** Ends the process at once; a fake in tests. */
  interface Halt {
    void halt(int code);
  }

  /** Marks the job done, so that it is not run again. */
  interface DoneMarker {
    void done(int exitCode, @Nullable String failure) throws IOException;
  }

  private final Say say;
  private final Report report;
  private final Refusals refusals;
  private final @Nullable Path reportFile;
  private final DoneMarker marker;
  private final Halt halt;
  private boolean ended;

  Finish(
      Say say,
      Report report,
      Refusals refusals,
      @Nullable Path reportFile,
      DoneMarker marker,
      Halt halt) {
    this.say = say;
    this.report = report;
    this.refusals = refusals;
    this.reportFile = reportFile;
    this.marker = marker;
    this.halt = halt;
  }

  /** The job is saved and leaves this JVM. */
  synchronized void stopped(long reached) {
    if (ended) {
      return;
    }
    ended = true;
    Report.Snapshot last = report.last();
    if (last != null) {
      say.line(
          "stopped at generation "
              + last.generation()
              + " ("
              + last.bytes()
              + " bytes, paused "
              + Math.round(last.pauseNanos() / 1e6)
              + " ms); run it again to go on");
    }
    end(reached, "stopped", ExitCode.CHECKPOINTED);
  }

  /** A stop was asked for before the root was entered, or after it was left: nothing to save. */
  synchronized void stoppedOutsideRoot(String what) {
    if (ended) {
      return;
    }
    ended = true;
    say.line("stopped: " + what + "; run it again to go on");
    end(0, "stopped", ExitCode.CHECKPOINTED);
  }

  /** The stop was not reached in time. */
  synchronized void deadlineMissed(long reached, String why) {
    if (ended) {
      return;
    }
    ended = true;
    try {
      say.line("the stop was not reached within stop-deadline: " + why);
      writeReport(reached, "deadline", ExitCode.DEADLINE);
    } finally {
      halt.halt(ExitCode.DEADLINE); // the job may hold any lock, that of its output too
    }
  }

  /** The program has ended of its own; called in the last shutdown hook. */
  synchronized void done(long reached) {
    if (ended) {
      return;
    }
    ended = true;
    int code = Ending.code();
    if (Woven.thread() == null) {
      say.line("the program ended without entering the root; nothing is marked done");
      writeReport(0, "root not entered", code);
      return;
    }
    try {
      marker.done(code, Ending.failure());
    } catch (IOException e) {
      say.line(
          "the job has finished but can't be marked done: "
              + e.getMessage()
              + "; run again, it would go on from its last generation");
    }
    writeReport(reached, "done", code);
  }

  /** Ends the process without a word more. */
  synchronized void abort(int code) {
    ended = true;
    halt.halt(code);
  }

  private void end(long reached, String outcome, int code) {
    writeReport(reached, outcome, code);
    halt.halt(code);
  }

  private void writeReport(long reached, String outcome, int code) {
    if (reportFile != null) {
      try {
        report.write(reportFile, reached, outcome, code, refusals.all());
      } catch (IOException e) {
        say.line("the report " + reportFile + " can't be written: " + e.getMessage());
      }
    }
  }
}
