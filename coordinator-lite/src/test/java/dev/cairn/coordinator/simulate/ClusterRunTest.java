package dev.cairn.coordinator.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.simulate.Availability.Span;
import dev.cairn.coordinator.simulate.JobLoad.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClusterRunTest {
  private static final long HOUR = 3_600_000;
  private static final Policy POLICY =
      new Policy(
          Duration.ofMinutes(10),
          Duration.ofHours(4),
          Duration.ZERO,
          Duration.ofMinutes(6),
          Integer.MAX_VALUE);

  /** Half a minute to start and to stop, two seconds for a snapshot. */
  private static final JobCosts COSTS = new JobCosts(30_000, 30_000, 2_000, 30_000);

  private static WayResult run(Way way, Availability hosts, long end, List<Arrival> jobs) {
    return ClusterRun.run(new Scenario(hosts, 1, jobs, COSTS, POLICY, end), way, (now, done) -> {});
  }

  private static Availability hosts(Map<String, List<Span>> spans) {
    return Availability.of(spans);
  }

  private static Span span(double from, double until) {
    return new Span((long) (from * HOUR), (long) (until * HOUR));
  }

  private static Arrival job(double at, double hours, int priority) {
    return new Arrival((long) (at * HOUR), (long) (hours * HOUR), priority);
  }

  @Test
  void anUndisturbedJobTakesItsWorkAndItsStart() {
    Availability one = hosts(Map.of("a", List.of(span(0, 100))));

    WayResult without = run(Way.RESTART, one, 100 * HOUR, List.of(job(0, 10, 0)));
    WayResult with = run(Way.MIGRATION, one, 100 * HOUR, List.of(job(0, 10, 0)));

    assertThat(without.doneAt()).containsExactly(10 + 30.0 / 3600);
    assertThat(with.doneAt().get(0)).isBetween(10.01, 10.05); // and snapshots
    assertThat(with.slotHours().lost()).isZero();
    assertThat(with.slotHours().done()).isEqualTo(10);
  }

  /** A host that is there for 6 h each day never brings a job of 10 h to its end in one go. */
  @Test
  void longerThanItsHostIsEverThere() {
    Availability daily =
        hosts(Map.of("a", List.of(span(0, 6), span(24, 30), span(48, 54), span(72, 78))));

    WayResult without = run(Way.RESTART, daily, 96 * HOUR, List.of(job(0, 10, 0)));
    WayResult with = run(Way.MIGRATION, daily, 96 * HOUR, List.of(job(0, 10, 0)));

    assertThat(without.done()).isZero();
    assertThat(without.allDoneAt()).isNull();
    assertThat(without.completion()).isNull();
    assertThat(without.slotHours().lost()).isBetween(23.9, 24.0);
    assertThat(with.doneAt().get(0)).isBetween(28.0, 29.5);
    assertThat(with.slotHours().lost()).isLessThan(1); // since its last snapshot
  }

  @Test
  void higherPriorityStopsALowerOneThatGoesOnOrBeginsAnew() {
    Availability one = hosts(Map.of("a", List.of(span(0, 100))));
    List<Arrival> jobs = List.of(job(0, 10, 0), job(5, 1, 7));

    WayResult without = run(Way.RESTART, one, 100 * HOUR, jobs);
    WayResult with = run(Way.MIGRATION, one, 100 * HOUR, jobs);

    assertThat(with.doneAt().get(0)).isBetween(6.0, 6.1);
    assertThat(with.doneAt().get(1)).isBetween(11.0, 11.2);
    assertThat(with.priorities().get(0).priority()).isEqualTo(7);
    assertThat(with.priorities().get(0).waited()).isLessThan(0.05);
    assertThat(without.doneAt().get(1)).isBetween(16.0, 16.2);
    assertThat(without.slotHours().lost()).isBetween(5.0, 5.1);
    assertThat(with.slotHours().lost()).isZero();
    assertThat(with.stops()).isEqualTo(1);
  }

  /** Without migration equals don't take turns: none would come to its end. */
  @Test
  void equalsTakeTurnsWhereThatCostsNothing() {
    Availability one = hosts(Map.of("a", List.of(span(0, 100))));
    List<Arrival> jobs = List.of(job(0, 10, 0), job(0, 5, 0));

    assertThat(run(Way.MIGRATION, one, 100 * HOUR, jobs).stops()).isGreaterThanOrEqualTo(2);
    assertThat(run(Way.RESTART, one, 100 * HOUR, jobs).stops()).isZero();
  }

  /**
   * The paper's claim: on hosts that come and go, time-sharing with migration brings far more work
   * to its end.
   */
  @Test
  void onFlickeringHostsMigrationFinishesFarMore() {
    long end = Duration.ofDays(15).toMillis();
    Availability flickering = new VolunteerHosts(12, 0, end).sample(new Random(7));
    List<Arrival> jobs =
        new JobLoad(40, HOUR, 72 * HOUR, end / 3, List.of(new JobLoad.Share(0, 1)))
            .sample(new Random(8));

    WayResult without = run(Way.RESTART, flickering, end, jobs);
    WayResult with = run(Way.MIGRATION, flickering, end, jobs);

    assertThat(with.slotHours().done()).isGreaterThan(3 * without.slotHours().done());
    assertThat(with.done()).isGreaterThan(without.done() + 8);
    assertThat(with.slotHours().useful()).isGreaterThan(0.7);
    assertThat(without.slotHours().useful()).isLessThan(0.4);
  }

  /** No hour of a host is counted twice or not at all. */
  @Test
  void theHostsTimeAddsUp() {
    long end = Duration.ofDays(5).toMillis();
    Availability hosts = new VolunteerHosts(6, 0.5, end).sample(new Random(3));
    List<Arrival> jobs =
        new JobLoad(
                60,
                HOUR,
                20 * HOUR,
                end / 4,
                List.of(new JobLoad.Share(0, 4), new JobLoad.Share(5, 1)))
            .sample(new Random(4));
    for (Way way : Way.values()) {
      WayResult.SlotHours h = run(way, hosts, end, jobs).slotHours();

      assertThat(h.lost()).as(way.words()).isNotNegative();
      assertThat(h.overhead()).as(way.words()).isPositive();
      assertThat(h.done() + h.kept() + h.lost() + h.overhead())
          .as(way.words())
          .isBetween(0.7 * h.available(), h.available());
    }
  }

  @Test
  void theSameSeedsGiveTheSameFigures() {
    long end = Duration.ofDays(3).toMillis();
    Availability hosts = new VolunteerHosts(5, 0.5, end).sample(new Random(1));
    List<Arrival> jobs =
        new JobLoad(20, HOUR, 9 * HOUR, end / 4, List.of(new JobLoad.Share(0, 1)))
            .sample(new Random(2));

    assertThat(run(Way.MIGRATION, hosts, end, jobs))
        .isEqualTo(run(Way.MIGRATION, hosts, end, jobs));
  }
}
