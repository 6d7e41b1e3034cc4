package dev.cairn.command;

import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.launch.CommandException;
import dev.cairn.launch.Durations;
import dev.cairn.launch.ExitCode;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Waits for a job. */
@Command(
    name = "wait",
    description = "Waits until a job is over, or in a given state.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  cairn wait 7",
      "  cairn wait 7 --until paused --timeout 2m",
      "",
      "Exit code: the job's own where it is over; 2 where the time was over first."
    })
final class WaitCommand implements Callable<Integer> {
  private static final int NOT_YET = 2;
  private static final long AWAY_MILLIS = 500;

  @Parameters(paramLabel = "ID", description = "The job's number.")
  long id;

  @Option(
      names = "--until",
      paramLabel = "STATE",
      description =
          "queued, staging, running, snapshotting, migrating, paused, held, done, failed.")
  @Nullable String until;

  @Option(
      names = "--timeout",
      paramLabel = "DUR",
      converter = DurationText.class,
      description = "For at most so long (default: for ever).")
  @Nullable String timeout;

  @Mixin Connection connection = new Connection();

  @Override
  public Integer call() throws InterruptedException {
    JobState wanted = until == null ? null : state(until);
    Duration limit = timeout == null ? null : Durations.parse(timeout);
    long begin = System.nanoTime();
    String unlike = "";
    while (limit == null || System.nanoTime() - begin <= limit.toNanos()) {
      String query = unlike;
      Job job;
      try {
        job = connection.ask(c -> c.get("jobs/" + id + "/state" + query, Job.class));
      } catch (CommandException e) {
        if (unlike.isEmpty() || e.exitCode() != ExitCode.NO_COORDINATOR) {
          throw e;
        }
        Thread.sleep(AWAY_MILLIS); // it is away, and comes back
        connection.forget();
        continue;
      }
      if (job.state() == wanted) {
        return 0;
      }
      if (job.state().isFinal()) {
        return exit(job, wanted);
      }
      unlike = "?unlike=" + job.state().name();
    }
    return NOT_YET;
  }

  private static JobState state(String word) {
    try {
      return JobState.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--until " + word + ": there is no such state");
    }
  }

  private static int exit(Job job, @Nullable JobState wanted) {
    Job.Result result = job.work().result();
    if (wanted != null || result == null) {
      throw new CommandException(
          ExitCode.NOT_RUN, "job " + job.id() + " is " + job.state().word() + " already");
    }
    return result.exit();
  }
}
