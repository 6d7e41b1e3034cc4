package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Running;
import dev.cairn.snapshot.format.Progress;
import dev.cairn.snapshot.format.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Stops asked for from outside. */
@Isolated("its threads must come by in time")
class SignalsIT {
  private static final int CHECKPOINTED = 85;
  private static final int DEADLINE_PASSED = 86;

  @TempDir Path folder;

  private Leg leg(Job job) {
    return new Leg(job, folder).generations(folder.resolve("ck")).option("every", "0");
  }

  /** Stops the job at once, then lets it go on to its end. Returns the second part's run. */
  private Outcome stoppedAndResumed(Job job, Leg second) throws IOException {
    Running running = leg(job).withoutReport().start().closeInput();
    String first = running.awaitOut("started") + "\n";
    Outcome stopped = running.terminate().end().assertExit(CHECKPOINTED);
    stopped.assertNoStackTrace();
    assertThat(stopped.agentLines())
        .hasSize(2)
        .satisfies(
            lines -> {
              assertThat(lines.get(0)).contains("SIGTERM");
              assertThat(lines.get(1)).contains("stopped at generation 1");
            });
    assertThat(stopped.out()).isEqualTo(first);
    assertThat(generations()).hasSize(1);
    Outcome rest = second.run().assertExit(0).assertNoStackTrace();
    assertThat(first + rest.out())
        .isEqualTo(new Leg(job, folder).plain().run().assertExit(0).out());
    return rest;
  }

  private List<Path> generations() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("ck"))) {
      return files.filter(p -> p.toString().endsWith(".cairn")).toList();
    }
  }

  @Test
  void sigtermIsCheckpointAndExit85() throws IOException {
    Job job = Job.target("Counter", "4000000", "300");
    stoppedAndResumed(job, leg(job));
  }

  @Test
  void inATightLoop() throws IOException {
    Job job = Job.target("Counter", "1500000000", "0");
    stoppedAndResumed(job, leg(job).withoutReport());
  }

  /** With fewer turns in all than a periodic poll skips, the stop is still seen in good time. */
  @Test
  void inAShortHeavyLoop() throws IOException {
    int turns = 24;
    Job job = Job.target("Counter", "" + turns, "50000000");
    stoppedAndResumed(job, leg(job));
    Progress at = SnapshotFile.readHeader(generations().get(0)).progress();
    assertThat(at.counter()).as("turns until the stop").isLessThan(turns / 2);
  }

  @Test
  void fiveSignalsAreAsGoodAsOne() throws IOException {
    Job job = Job.target("Counter", "4000000", "300");
    Running running = leg(job).start().closeInput();
    running.awaitOut("started");
    for (int i = 0; i < 5; i++) {
      running.terminate();
    }
    running.end().assertExit(CHECKPOINTED).assertNoStackTrace();
    assertThat(generations()).hasSize(1);
    leg(job).run().assertExit(0);
  }

  @Test
  void deadlinePassedSaysWhatStoodInTheWay() {
    Running running = leg(Job.target("Blocked")).option("stop-deadline", "1s").start();
    running.awaitOut("waiting");
    Outcome o = running.terminate().end().assertExit(DEADLINE_PASSED);
    o.assertNoStackTrace();
    assertThat(o.agentLines()).hasSize(2);
    assertThat(o.agentLines().get(1))
        .contains("stop-deadline")
        .contains("dev.cairn.targets.Blocked.waitForInput");
  }

  @Test
  void stopThatCannotBeTakenEndsAtTheDeadlineToo() {
    Running running = leg(Job.target("HoldsASocket")).option("stop-deadline", "1s").start();
    running.awaitOut("started");
    Outcome o = running.terminate().end().assertExit(DEADLINE_PASSED).assertNoStackTrace();
    assertThat(o.err()).contains("HoldsASocket").contains("door");
  }

  /** What can't be saved is said at once and again, and the job runs on unharmed. */
  @Test
  void everySnapshotRefused() {
    Running running =
        leg(Job.target("HoldsASocket")).option("every", "100ms").option("remind", "300ms").start();
    running.awaitOut("started");
    assertThat(running.awaitErr("door")).contains("dev.cairn.targets.HoldsASocket");
    running.awaitErr("door", 3);
    Outcome o = running.send("\n").closeInput().end().assertExit(0).assertNoStackTrace();
    assertThat(o.out()).contains("port open true sum true");
    assertThat(o.report().path("snapshots")).isEmpty();
    assertThat(o.report().path("refusals")).isNotEmpty();
  }

  @Test
  void theJobsOwnExitCode() {
    leg(Job.target("ExitsWith", "7")).run().assertExit(7);
  }

  @Test
  void theJobsOwnException() {
    Outcome o = leg(Job.target("ExitsWith", "exception")).run().assertExit(1);
    assertThat(o.err()).contains("java.lang.IllegalStateException: the job's own");
    assertThat(o.err()).contains("at dev.cairn.targets.ExitsWith.main(ExitsWith.java:");
    assertThat(o.err()).doesNotContain("dev.cairn.runtime", "dev.cairn.agent");
  }
}
