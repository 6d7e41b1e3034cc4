package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Hosts of which it is known when their machines go away. */
class HostEndTest {
  private static final long HOUR = 3_600_000;
  private static final long MINIMUM = Policy.DEFAULT.minimumRun().toMillis();

  private final Decider decider = new Decider(Policy.DEFAULT);
  private State state = State.EMPTY;
  private long now;

  private Decision does(Event event) {
    Decision decision = decider.decide(state, event, now);
    state = decision.state();
    return decision;
  }

  /** No host has been silent. */
  private void at(long millis) {
    now = millis;
    for (Host host : state.hosts()) {
      does(new Event.Heard(host.name(), host.incarnation(), List.of()));
    }
    does(new Event.Tick());
  }

  private void joins(String name, Long within) {
    does(new Event.Joined(name, name + "#1", new Amount(2, 1000), "p", List.of(), within));
  }

  private long submit(String key) {
    JobSpec spec =
        new JobSpec(key, "n", new Amount(1, 400), null, null, "files", List.of("Main"), "");
    return does(new Event.Submit(spec, 0, false)).answer();
  }

  /** All that is on the host runs. */
  private void runs(String host) {
    for (Job job : state.leasedTo(host)) {
      does(
          new Event.Heard(
              host,
              host + "#1",
              List.of(
                  new Report(
                      job.id(), job.epoch(), true, 1, 0, 100, null, null, null, null, null))));
    }
  }

  private void isDoor(Host.Door door) {
    assertThat(state.hosts().get("a").door()).isEqualTo(door);
  }

  /** So that what begins there gets its guaranteed minimum; and no earlier. */
  @Test
  void nothingBeginsShortlyBeforeTheEnd() {
    joins("a", HOUR);
    at(HOUR - MINIMUM - 1);
    isDoor(Host.Door.OPEN);
    at(HOUR - MINIMUM);
    isDoor(Host.Door.LEAVING);
    long job = submit("k");
    assertThat(state.job(job).state()).isEqualTo(JobState.QUEUED);
  }

  /**
   * Early enough to write and send them: 400 MiB each, at 12.5 MB/s where nothing else is known.
   */
  @Test
  void jobsAreSavedInTime() {
    joins("a", HOUR);
    long first = submit("k");
    long second = submit("l");
    runs("a");
    long needed = Evacuation.needed(state, "a");
    assertThat(needed).isBetween(70_000L, 80_000L);
    at(HOUR - needed - 1);
    assertThat(state.leasedTo("a")).allMatch(j -> j.lease().stop() == null);
    at(HOUR - needed);
    for (long job : List.of(first, second)) {
      assertThat(state.job(job).lease().stop().purpose()).isEqualTo(Lease.Purpose.DRAIN);
      assertThat(state.job(job).standing().reason()).isEqualTo("a is drained until 01:00:00Z");
    }
  }

  /** What could not be saved is lost with the machine, and goes on elsewhere. */
  @Test
  void theMachineIsGoneThen() {
    joins("a", HOUR);
    long job = submit("k");
    runs("a");
    at(HOUR);
    assertThat(state.job(job).lease()).isNull();
    joins("b", null);
    assertThat(state.job(job).lease().host()).isEqualTo("b");
  }

  /** A worker that comes back tells anew when its machine goes away, or that nobody knows. */
  @Test
  void thatCountsWhichWasToldLast() {
    joins("a", HOUR);
    at(HOUR - MINIMUM);
    joins("a", 2 * HOUR);
    isDoor(Host.Door.OPEN);
    joins("a", null);
    at(9 * HOUR);
    does(new Event.Heard("a", "a#1", List.of()));
    assertThat(state.hosts().get("a").ends()).isZero();
    isDoor(Host.Door.OPEN);
  }

  /** A whole number of intervals leads from where the job began there to the end. */
  @Test
  void intervalsAreAligned() {
    joins("a", 9_000_000L);
    joins("b", null);
    submit("k");
    submit("l");
    submit("m");
    long free = Order.of(state, "b").get(0).everySeconds();
    long aligned = Order.of(state, "a").get(0).everySeconds();
    assertThat(free).isGreaterThan(aligned);
    long parts = (9_000 + free - 1) / free;
    assertThat(aligned).isEqualTo(9_000 / parts);
    at(4_000_000);
    joins("b", null);
    assertThat(Order.of(state, "a").get(0).everySeconds()).isEqualTo(aligned);
  }
}
