package dev.cairn.coordinator.core;

import static dev.cairn.coordinator.core.JobState.QUEUED;
import static dev.cairn.coordinator.core.JobState.RUNNING;
import static dev.cairn.coordinator.core.JobState.SNAPSHOTTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waiting counts as priority, as long as it lasts. */
class AgingTest extends Scene {
  /** One hour's waiting is one step: after five it has its slice, then it waits anew. */
  @Test
  void whoWaitsLongCountsForMore() {
    decider = new Decider(policy(Duration.ofHours(1)));
    host("a", 1);
    long high = submit(5);
    heard("a");
    long low = submit(0);
    long step = 3600;
    hearing(5 * step - 10, "a");
    is(high, RUNNING, "");
    is(low, QUEUED, "taken by jobs of the same or higher priority");
    at(5 * step);
    is(high, SNAPSHOTTING, "its slice is over, it is job 2's turn");
    stopped(high, 7);
    heard("a");
    is(low, RUNNING, "");
    hearing(5 * step + 90, "a");
    is(low, RUNNING, "");
    is(high, QUEUED, "same or higher");
    at(5 * step + 100);
    is(low, SNAPSHOTTING, "preempted by job 1 (priority 5)");
    stopped(low, 1);
    heard("a");
    is(high, RUNNING, "");
    hearing(9 * step, "a");
    is(high, RUNNING, "");
  }

  /** Its running is no waiting: who is preempted goes behind those that waited meanwhile. */
  @Test
  void whatOneHasRunItHasNotWaited() {
    host("a", 1);
    long first = submit(1);
    heard("a");
    at(10);
    heard("a");
    long second = submit(1);
    long high = submit(5);
    at(30);
    stopped(first, 1);
    heard("a");
    does(new Event.Ended("a", high, state.job(high).epoch(), new Job.Result(0, "result")));
    on(second, "a");
    is(first, QUEUED, "");
  }

  /** Beyond it the rank of the highest priority is no number any more. */
  @Test
  void agingHasALongestStep() {
    assertThatThrownBy(() -> policy(Duration.ofDays(31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 720h");
    Aging longest = Aging.of(policy(Duration.ofDays(30)).aging());
    Turn highest = new Turn(Integer.MAX_VALUE, 1L << 42, 1, longest);
    assertThat(highest).isLessThan(new Turn(0, 0, 2, longest));
    assertThat(new Turn(Integer.MIN_VALUE, 0, 3, longest)).isGreaterThan(highest);
  }
}
