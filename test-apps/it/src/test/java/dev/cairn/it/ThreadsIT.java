package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Jvm;
import dev.cairn.it.harness.Killing;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.Pieces;
import dev.cairn.it.harness.Seed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Jobs with threads beside their own. */
@Isolated("its threads must come by in time")
class ThreadsIT {
  private static final Job IDLE = Job.target("IdleThreads");

  @TempDir Path folder;

  /** Cut between releases, each way. */
  @Test
  void idleThreadsGoOn() {
    List<Jdk> jdks = List.of(Jdk.current(), Jdk.other(), Jdk.current());
    new Pieces(IDLE, folder, Jvm.light(Jdk.current()))
        .cutRacingAt(List.of(3L, 8L), i -> Jvm.light(jdks.get(i)));
  }

  @Test
  void idleThreadsOfAKilledJob() {
    new Killing(Job.target("IdleThreads", "2000"), folder).kill(2, Seed.random("ThreadsIT kill"));
  }

  @Test
  void nobodySlipsIntoACriticalSection() {
    Job job = Job.target("HeldTimer", "20");
    String points =
        String.join(":", IntStream.rangeClosed(1, 20).mapToObj(Integer::toString).toList());
    Outcome o =
        new Leg(job, folder)
            .generations(folder.resolve("ck"))
            .option("every", "0")
            .option("snapshot-at", points)
            .run()
            .assertExit(0)
            .assertNoStackTrace();
    assertThat(o.out()).isEqualTo("intruders 0\n");
    assertThat(o.report().path("snapshots").size()).as("%s", o).isGreaterThan(2);
  }

  @Test
  void aBusyThreadIsRefusedByName() {
    Job job = Job.target("BusyThread");
    Outcome o =
        new Leg(job, folder)
            .generations(folder.resolve("ck"))
            .option("every", "0")
            .option("snapshot-at", "2")
            .run()
            .assertExit(0)
            .assertNoStackTrace();
    assertThat(o.agentLines().get(0))
        .contains("no snapshot: thread 'worker' (java.lang.Thread) is busy at ")
        .contains("dev.cairn.targets.BusyThread.waitFor(BusyThread.java:");
    JsonNode taken = o.report().path("snapshots").path(0);
    assertThat(taken.path("reached").asLong()).as("%s", o).isGreaterThan(5);
  }
}
