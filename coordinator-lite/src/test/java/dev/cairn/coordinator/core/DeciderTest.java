package dev.cairn.coordinator.core;

import static dev.cairn.coordinator.core.JobState.DONE;
import static dev.cairn.coordinator.core.JobState.FAILED;
import static dev.cairn.coordinator.core.JobState.PAUSED;
import static dev.cairn.coordinator.core.JobState.QUEUED;
import static dev.cairn.coordinator.core.JobState.REMOVED;
import static dev.cairn.coordinator.core.JobState.RUNNING;
import static dev.cairn.coordinator.core.JobState.SNAPSHOTTING;
import static dev.cairn.coordinator.core.JobState.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that are submitted, share hosts, and end. */
class DeciderTest extends Scene {
  @Test
  void aJobRunsAndIsDone() {
    long job = submit(0);
    is(job, QUEUED, "no host is there");
    host("a", 1);
    is(job, STAGING, "goes to a, to begin");
    heard("a");
    is(job, RUNNING, "runs on a");
    does(new Event.Ended("a", job, 1, new Job.Result(0, "result")));
    is(job, DONE, "it is done");
    assertThat(Order.of(state, "a")).isEmpty();
  }

  @Test
  void aJobThatFailsByItselfIsNotTriedAgain() {
    long job = submit(0);
    host("a", 1);
    does(new Event.Ended("a", job, 1, new Job.Result(7, "result")));
    is(job, FAILED, "exit code 7");
  }

  /** Not before the minimum run, and it goes on later from where it was. */
  @Test
  void higherPriorityPreempts() {
    host("a", 1);
    long low = submit(1);
    heard("a");
    at(10);
    heard("a");
    long high = submit(5);
    is(high, QUEUED, "job 1 on a has a guaranteed minimum run until 00:00:30Z");
    at(29);
    is(low, RUNNING, "");
    heard("a");
    at(30);
    is(low, SNAPSHOTTING, "preempted by job 2 (priority 5)");
    is(high, QUEUED, "room is being made for it on a");
    assertThat(Order.of(state, "a")).singleElement().matches(Order::stop);
    stopped(low, 4);
    is(high, STAGING, "");
    is(low, QUEUED, "taken by jobs of the same or higher priority");
    does(new Event.Ended("a", high, 1, new Job.Result(0, "r")));
    is(low, STAGING, "to go on from generation 4");
    assertThat(Order.of(state, "a").get(0).files()).isEqualTo("files of 4");
  }

  @Test
  void whatWasNeverSavedIsNotPreempted() {
    host("a", 1);
    long low = submit(1);
    does(new Event.Heard("a", "a#1", List.of(report(low, 1, 0))));
    long high = submit(5);
    now = 15;
    does(new Event.Heard("a", "a#1", List.of(report(low, 1, 0))));
    at(31);
    is(low, RUNNING, "");
    is(high, QUEUED, "job 1 on a has no snapshot yet");
  }

  @Test
  void equalsTakeTurns() {
    host("a", 1);
    long first = submit(1);
    heard("a");
    long second = submit(1);
    for (long t = 10; t < 100; t += 10) {
      at(t);
      heard("a");
      is(first, RUNNING, "");
    }
    at(100);
    is(first, SNAPSHOTTING, "its slice is over, it is job 2's turn");
    stopped(first, 2);
    is(second, STAGING, "");
    is(first, QUEUED, "");
  }

  /** Two slots are wanted of one host, so no third job slips into the first that is free. */
  @Test
  void nobodySlipsIntoRoomThatIsWaitedFor() {
    host("a", 2);
    long low = submit(1);
    heard("a");
    long wide = submit(5, new Amount(2, 100), null);
    long small = submit(1);
    is(wide, QUEUED, "minimum run");
    is(small, QUEUED, "");
    now = 15;
    heard("a");
    at(30);
    is(low, SNAPSHOTTING, "");
    is(small, QUEUED, "");
  }

  /** Somebody else is stopped for the smaller one, who doesn't take what the wide one waits for. */
  @Test
  void whatIsFreeOfAClaimIsKept() {
    host("a", 3);
    long first = submit(0);
    submit(1);
    heard("a");
    at(15);
    heard("a");
    at(30);
    long wide = submit(3, new Amount(2, 100), null);
    is(first, SNAPSHOTTING, "preempted by job " + wide);
    long small = submit(2);
    submit(0); // and so all is looked at once more
    is(small, QUEUED, "room is being made for it on a");
    stopped(first, 2);
    is(wide, STAGING, "");
    is(small, QUEUED, "");
  }

  @Test
  void memoryCounts() {
    host("a", 4);
    submit(1, new Amount(1, 700), null);
    long second = submit(1, new Amount(1, 400), null);
    is(second, QUEUED, "taken by jobs of the same or higher priority: a");
    long never = submit(1, new Amount(1, 1001), null);
    is(never, QUEUED, "no host that takes jobs has 1 slot and 1001 MiB");
  }

  @Test
  void pauseAndResume() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    is(job, SNAPSHOTTING, "paused by request");
    stopped(job, 3);
    is(job, PAUSED, "stopped at generation 3");
    does(new Event.Resume(job));
    is(job, STAGING, "from generation 3");
    assertThat(state.job(job).epoch()).isEqualTo(3);
  }

  /** The worker had sent it before it gave the job back. */
  @Test
  void aWordThatComesLateDoesNotCount() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    stopped(job, 3);
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 2))));
    is(job, PAUSED, "generation 3");
    assertThat(state.job(job).lease()).isNull();
  }

  @Test
  void resumeWhileItStopsLetsItGoOn() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    does(new Event.Resume(job));
    stopped(job, 3);
    is(job, STAGING, "");
  }

  @Test
  void aCheckInOfLessThanIsThereIsNotTaken() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    stopped(job, 7);
    does(new Event.Resume(job));
    does(new Event.Pause(job));
    stopped(job, 2);
    is(job, PAUSED, "generation 7");
    assertThat(state.job(job).work().newest().files()).isEqualTo("files of 7");
  }

  @Test
  void anOutcomeToldTwiceCountsOnce() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Pause(job));
    CheckIn checkIn = new CheckIn(1, 3, "f");
    Event stopped = new Event.Stopped("a", job, 1, checkIn, null);
    does(stopped);
    assertThatThrownBy(() -> does(stopped)).hasMessageContaining("under epoch 2 now");
    is(job, PAUSED, "");
  }

  @Test
  void aSubmissionSentTwiceIsOneJob() {
    JobSpec spec = new JobSpec("k", "n", new Amount(1, 1), null, null, "f", List.of("Main"), "");
    long first = does(new Event.Submit(spec, 0, false)).answer();
    assertThat(does(new Event.Submit(spec, 0, false)).answer()).isEqualTo(first);
    assertThat(state.lastJob()).isEqualTo(1);
  }

  @Test
  void afterAnother() {
    host("a", 2);
    long first = submit(0);
    long second = submit(9, new Amount(1, 1), first);
    is(second, QUEUED, "it begins after job 1, which is staging");
    does(new Event.Ended("a", first, 1, new Job.Result(0, "r")));
    is(second, STAGING, "");
    long failing = submit(0);
    long third = submit(0, new Amount(1, 1), failing);
    does(new Event.Ended("a", failing, 1, new Job.Result(1, "r")));
    is(third, QUEUED, "will never be done");
  }

  @Test
  void removedIsGone() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Remove(job));
    assertThat(state.job(job).state()).isEqualTo(REMOVED);
    assertThat(Order.of(state, "a")).isEmpty();
    assertThatThrownBy(() -> does(new Event.Pause(job))).hasMessage("there is no job 1");
  }

  @Test
  void noEventChangesAJobThatIsOver() {
    host("a", 1);
    long job = submit(0);
    does(new Event.Ended("a", job, 1, new Job.Result(0, "r")));
    assertThatThrownBy(() -> does(new Event.Pause(job)))
        .hasMessageContaining("job 1 is done: can't be changed any more");
  }

  @Test
  void timeNeverGoesBack() {
    host("a", 1);
    now = 100;
    heard("a");
    at(50);
    assertThat(state.time()).isEqualTo(100_000);
  }

  /** Its own time to write counts from its next start on, on whatever host. */
  @Test
  void whatTakesLongToWriteIsSavedSeldom() {
    host("a", 1);
    long job = submit(0);
    long first = Order.of(state, "a").get(0).everySeconds();
    does(
        new Event.Heard(
            "a",
            "a#1",
            List.of(new Report(job, 1, true, 1, 0, 100_000, null, null, null, null, null))));
    does(new Event.Migrate(job, null));
    stopped(job, 2);
    host("b", 1);
    on(job, "b");
    assertThat(Order.of(state, "b").get(0).everySeconds()).isGreaterThan(2 * first);
  }
}
