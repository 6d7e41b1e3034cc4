package dev.cairn.coordinator.core;

import static dev.cairn.coordinator.core.JobState.HELD;
import static dev.cairn.coordinator.core.JobState.PAUSED;
import static dev.cairn.coordinator.core.JobState.QUEUED;
import static dev.cairn.coordinator.core.JobState.RUNNING;
import static dev.cairn.coordinator.core.JobState.SNAPSHOTTING;
import static dev.cairn.coordinator.core.JobState.STAGING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts that come, fall silent, and go. */
class HostsTest extends Scene {
  @Test
  void drainEmptiesAHost() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Drain("a", null));
    is(job, SNAPSHOTTING, "a is drained");
    stopped(job, 1);
    is(job, QUEUED, "no host that takes jobs");
    host("b", 1);
    on(job, "b");
    long next = submit(0);
    is(next, QUEUED, "");
    does(new Event.Uncordon("a"));
    on(next, "a");
  }

  @Test
  void whoLeavesIsNotLost() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    does(new Event.Leaving("a", "a#1", null));
    stopped(job, 1);
    does(new Event.Left("a", "a#1"));
    at(100);
    assertThat(state.hosts().get("a").reliability().losses()).isZero();
    does(new Event.Joined("a", "a#2", new Amount(1, 1000), "p", List.of()));
    is(job, STAGING, "from generation 1");
  }

  @Test
  void aSilentHostIsLostAndItsEpochIsStale() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    host("b", 1);
    now = 20;
    heard("b");
    at(21);
    is(job, STAGING, "");
    on(job, "b");
    Event late = new Event.Ended("a", job, 1, new Job.Result(0, "r"));
    assertThatThrownBy(() -> does(late))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("under epoch 2");
  }

  @Test
  void aHostThatIsBackGoesOnWhereNobodyElseBegan() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    is(job, QUEUED, "a was not heard of for 20 s");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, RUNNING, "a is back, with the job");
    assertThat(state.job(job).epoch()).isEqualTo(1);
  }

  /** Its first word did not tell of the job, and its place was given to another. */
  @Test
  void aHostThatIsBackDoesNotRunTwoInOnesPlace() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    long higher = submit(1);
    does(new Event.Heard("a", "a#1", List.of()));
    on(higher, "a");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, QUEUED, "");
    assertThat(Order.of(state, "a")).singleElement().matches(o -> o.job() == higher);
  }

  /** Work that was done while the host counted as lost is not thrown away. */
  @Test
  void whatWasPausedMeanwhileIsGivenBack() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    at(21);
    does(new Event.Pause(job));
    is(job, PAUSED, "");
    does(new Event.Heard("a", "a#1", List.of(report(job, 1, 5))));
    is(job, SNAPSHOTTING, "a is back");
    stopped(job, 6);
    is(job, PAUSED, "generation 6");
  }

  @Test
  void aWorkerThatBeganAnewKeepsWhatItSays() {
    host("a", 2);
    long kept = submit(0);
    long lost = submit(0);
    heard("a");
    does(new Event.Joined("a", "a#2", new Amount(2, 1000), "p", List.of(report(kept, 1, 2))));
    is(kept, RUNNING, "");
    assertThat(state.job(kept).epoch()).isEqualTo(1);
    is(lost, STAGING, "");
    assertThat(state.job(lost).epoch()).isEqualTo(2);
    assertThat(state.job(lost).work().losses()).isEqualTo(1);
  }

  /** The answer to the first was lost; what was ordered since is not. */
  @Test
  void joiningTwiceLosesNothing() {
    Event joined = new Event.Joined("a", "a#1", new Amount(1, 1000), "p", List.of());
    does(joined);
    long job = submit(0);
    does(joined);
    assertThat(state.job(job).epoch()).isEqualTo(1);
    assertThat(state.job(job).work().losses()).isZero();
  }

  @Test
  void aJobThatEveryHostDiesUnderIsHeld() {
    host("a", 1);
    long job = submit(0);
    for (int i = 2; i <= 4; i++) {
      does(new Event.Joined("a", "a#" + i, new Amount(1, 1000), "p", List.of()));
    }
    is(job, HELD, "it has lost 3 hosts without a check-in");
    does(new Event.Release(job));
    is(job, STAGING, "");
  }

  @Test
  void theCoordinatorsAbsenceIsNotTheHostsFault() {
    host("a", 1);
    long job = submit(0);
    heard("a");
    now = 500;
    does(new Event.Begun());
    at(510);
    is(job, RUNNING, "");
  }

  /** Lost again and again: only what isn't urgent goes there, while there is another. */
  @Test
  void unreliableHostsGetBatchWork() {
    for (int i = 0; i < 3; i++) {
      host("bad", 2);
      at(now + 21); // silent
    }
    host("bad", 2);
    long alone = submit(5);
    on(alone, "bad");
    host("good", 1);
    long urgent = submit(9);
    on(urgent, "good");
    long other = submit(5);
    is(other, QUEUED, "taken by jobs of the same or higher priority: good");
    long batch = submit(0);
    on(batch, "bad");
    hearing(4 * 3600, "bad", "good");
    is(batch, SNAPSHOTTING, "preempted by job " + other);
  }

  @Test
  void whenAHostWasThereIsKept() {
    host("a", 1);
    at(10);
    heard("a");
    at(40); // silent for more than 20 s
    at(100);
    host("a", 1);
    at(110);
    does(new Event.Left("a", "a#1"));
    at(200);
    host("a", 1);
    Presence presence = state.hosts().get("a").presence();
    assertThat(presence.since()).isEqualTo(200_000);
    assertThat(presence.past())
        .containsExactly(
            new Presence.Spell(0, 10_000, true), new Presence.Spell(100_000, 110_000, false));
  }
}
