package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static Host.Reliability record(int days, int losses) {
    return new Host.Reliability(Duration.ofDays(days).toMillis(), losses);
  }

  private static double lossWithinDay(Host.Reliability own, Host.Reliability ofClass) {
    return Forecast.of(own, ofClass).lossWithin(DAY);
  }

  /** Of one loss in a week: about one in eight within a day. */
  @Test
  void aNewHostIsTakenForOneOfItsClass() {
    assertThat(lossWithinDay(Host.Reliability.NEW, null)).isCloseTo(0.11, within(0.01));
    double good = lossWithinDay(Host.Reliability.NEW, record(1000, 2));
    double bad = lossWithinDay(Host.Reliability.NEW, record(10, 100));
    assertThat(good).isLessThan(0.01);
    assertThat(bad).isGreaterThan(0.8);
  }

  /** With a long record the class counts for little: losses a day is what was seen. */
  @Test
  void aLongRecordIsItsOwn() {
    double seen = lossWithinDay(record(200, 20), record(100_000, 10));
    assertThat(seen).isCloseTo(1 - Math.exp(-0.1), within(0.005));
    assertThat(lossWithinDay(record(200, 0), record(10, 100))).isCloseTo(0.057, within(0.01));
  }

  @Test
  void itGrowsWithTimeAndNeverPassesOne() {
    Forecast f = Forecast.of(record(3, 2), null);
    assertThat(f.lossWithin(Duration.ZERO)).isZero();
    assertThat(f.lossWithin(DAY)).isLessThan(f.lossWithin(Duration.ofDays(2)));
    assertThat(f.lossWithin(Duration.ofDays(100_000))).isLessThanOrEqualTo(1).isGreaterThan(0.99);
  }
}
