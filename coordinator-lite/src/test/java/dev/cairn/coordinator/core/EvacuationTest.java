package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A host is emptied before a deadline. Times are seconds; a second carries 10 MB. */
class EvacuationTest {
  private static final long MB = 1_000_000;
  private static final Policy POLICY =
      new Policy(
          Duration.ofSeconds(30),
          Duration.ofSeconds(100),
          Duration.ZERO,
          Duration.ofSeconds(2000),
          3);
  private final Decider decider = new Decider(POLICY);
  private State state = State.EMPTY;
  private long now;

  private void does(Event event) {
    state = decider.decide(state, event, now * 1000).state();
  }

  private void host(String name) {
    does(new Event.Joined(name, name + "#1", new Amount(64, 100_000), "p", List.of()));
  }

  private long submit() {
    String key = "key" + state.lastJob();
    does(
        new Event.Submit(
            new JobSpec(key, "n", new Amount(1, 100), null, null, "files", List.of("Main"), ""),
            0,
            false));
    return state.lastJob();
  }

  /** A job that runs on the host since so many seconds ago, a generation of which has this size. */
  private Report report(long job, long megabytes, long writeMillis) {
    return new Report(
        job,
        state.job(job).epoch(),
        true,
        1,
        0,
        writeMillis,
        null,
        null,
        null,
        new Report.Sent(megabytes * MB, megabytes * 100),
        null);
  }

  private void tells(Report... reports) {
    does(new Event.Heard("a", "a#1", List.of(reports)));
  }

  private List<Long> saved(long seconds) {
    return Evacuation.of(state.at(now * 1000), "a", seconds * 1000).jobs().stream()
        .filter(Evacuation.Saving::saved)
        .map(Evacuation.Saving::job)
        .toList();
  }

  /** Three jobs of 300, 300 and 500 MB; the largest has run for longest. */
  private void threeJobs() {
    host("a");
    long large = submit();
    tells(report(large, 500, 1000));
    now = 60;
    long small = submit();
    long other = submit();
    tells(report(large, 500, 1000), report(small, 300, 1000), report(other, 300, 1000));
    now = 100;
  }

  @Test
  void whatFitsIsSavedByTheWorkAtRisk() {
    threeJobs();
    assertThat(saved(200)).as("170 s carry all").containsExactly(1L, 2L, 3L);
    assertThat(saved(100)).as("800 MB: the largest and another").hasSize(2).contains(1L);
    assertThat(saved(70)).as("600 MB: 100 s of work rather than twice 40").containsExactly(1L);
    assertThat(saved(50)).as("440 MB").hasSize(1).doesNotContain(1L);
    assertThat(saved(20)).as("170 MB").isEmpty();
    assertThat(saved(0)).isEmpty();
  }

  @Test
  void whoIsNotSavedRunsOnUntilTheDeadline() {
    threeJobs();
    host("b");
    does(new Event.Drain("a", 70_000L));
    assertThat(state.job(1).state()).isEqualTo(JobState.SNAPSHOTTING);
    assertThat(decider.why(state, 1, now * 1000)).contains("a is drained until 00:02:50Z");
    assertThat(state.job(2).state()).isEqualTo(JobState.RUNNING);
    assertThat(decider.why(state, 2, now * 1000)).contains("it runs on, and is given up then");
    now = 169;
    does(new Event.Tick());
    assertThat(state.job(2).lease().host()).isEqualTo("a");
    long epoch = state.job(2).epoch();
    Report late = report(2, 300, 1000);
    now = 170;
    does(new Event.Tick());
    assertThat(state.leasedTo("a")).isEmpty();
    assertThat(state.job(2).lease().host()).isEqualTo("b");
    assertThat(state.job(2).epoch()).isEqualTo(epoch + 1);
    tells(late);
    assertThat(Order.of(state, "a")).as("what its worker goes on with").isEmpty();
    assertThatThrownBy(
            () -> does(new Event.Stopped("a", 2, epoch, new CheckIn(epoch, 9, "files of 9"), null)))
        .isInstanceOf(RefusedException.class);
  }

  /** Nobody else has it yet: what was saved counts, but on that host it doesn't go on. */
  @Test
  void whatComesLateCountsWhereNobodyHasBegun() {
    threeJobs();
    does(new Event.Drain("a", 0L));
    long epoch = state.job(1).epoch();
    does(new Event.Tick());
    tells(report(1, 500, 1000));
    assertThat(state.job(1).lease()).isNull();
    does(new Event.Stopped("a", 1, epoch, new CheckIn(epoch, 2, "files of 2"), null));
    assertThat(state.job(1).files()).isEqualTo("files of 2");
  }

  @Test
  void whoIsOpenedAgainKeepsWhatRunsOn() {
    threeJobs();
    does(new Event.Drain("a", 70_000L));
    does(new Event.Uncordon("a"));
    assertThat(decider.why(state, 2, now * 1000)).contains("a is open again");
    now = 500;
    does(new Event.Tick());
    assertThat(state.job(2).lease().host()).isEqualTo("a");
  }

  @Test
  void whatHasNotBegunAndWhatIsStoppedAlready() {
    threeJobs();
    does(new Event.Pause(3));
    long fresh = submit();
    assertThat(saved(20)).as("the paused one, and one with nothing to save").contains(3L, fresh);
    assertThat(saved(70)).as("300 of 600 MB are taken").contains(2L).doesNotContain(1L);
  }

  /** Slow writers are left out where the others need the time more. */
  @Test
  void theSlowestWriterDecidesWhatTimeThereIsToSend() {
    host("a");
    for (int i = 0; i < 4; i++) {
      submit();
    }
    tells(report(1, 100, 50_000), report(2, 200, 100), report(3, 200, 100), report(4, 100, 100));
    now = 100;
    assertThat(saved(100)).as("50 of 90 s are for writing").containsExactly(2L, 3L, 4L);
  }

  /** Whatever is chosen can be written and sent in time, and nothing more would fit. */
  @Test
  void plansFit() {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      state = State.EMPTY;
      now = 0;
      host("a");
      int jobs = 1 + random.nextInt(12);
      List<Report> reports = new ArrayList<>();
      for (int i = 0; i < jobs; i++) {
        long job = submit();
        reports.add(report(job, 1 + random.nextInt(400), random.nextInt(20_000)));
      }
      tells(reports.toArray(Report[]::new));
      now = 100;
      long within = random.nextInt(100_000);
      Evacuation plan = Evacuation.of(state.at(now * 1000), "a", within);
      long time = within - within / 10;
      long write = 0;
      long bytes = 0;
      for (Evacuation.Saving s : plan.jobs()) {
        write = s.saved() ? Math.max(write, s.writeMillis()) : write;
        bytes += s.saved() ? s.bytes() : 0;
      }
      assertThat(bytes)
          .as("bytes to send, seed %d: %s", seed, plan)
          .isLessThanOrEqualTo(Math.max(0, time - write) * plan.bytesPerMilli());
      long coarse = jobs * (time * plan.bytesPerMilli() / 4096 + 1);
      for (Evacuation.Saving s : plan.jobs()) {
        if (!s.saved() && s.writeMillis() <= write) {
          assertThat(bytes + s.bytes() + coarse)
              .as("with job %d, too, seed %d: %s", s.job(), seed, plan)
              .isGreaterThan((time - write) * plan.bytesPerMilli());
        }
      }
    }
  }
}
