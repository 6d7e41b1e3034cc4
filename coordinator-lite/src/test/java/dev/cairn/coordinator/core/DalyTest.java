package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DalyTest {
  /** Expected run time by Daly's model, for work of one unit: what the interval is to minimise. */
  private static double cost(double interval, double write, double m) {
    return m * Math.exp(0) * (Math.exp((interval + write) / m) - 1) / interval;
  }

  /** No interval a tenth shorter or longer is better, from seconds to days. */
  @Test
  void isNearTheOptimum() {
    for (double write : new double[] {0.05, 1, 30, 300}) {
      for (double m : new double[] {3_600, 86_400, 604_800}) {
        double tau =
            Daly.interval(Duration.ofMillis((long) (write * 1000)), Duration.ofSeconds((long) m))
                    .toMillis()
                / 1000.0;
        double best = cost(tau, write, m);
        assertThat(best).as("write %s, mtbf %s", write, m).isLessThan(cost(tau * 0.9, write, m));
        assertThat(best).as("write %s, mtbf %s", write, m).isLessThan(cost(tau * 1.1, write, m));
      }
    }
  }

  @Test
  void whereWritingTakesLongerThanHostsLast() {
    Duration m = Duration.ofSeconds(10);
    assertThat(Daly.interval(Duration.ofSeconds(20), m)).isEqualTo(m);
  }

  /** A record of its own soon outweighs what is supposed at first. */
  @Test
  void hostsThatAreLostOftenAreSavedOften() {
    Duration unknown = Forecast.between(null);
    Duration reliable = Forecast.between(new Host.Reliability(Duration.ofDays(90).toMillis(), 0));
    Duration not = Forecast.between(new Host.Reliability(Duration.ofDays(2).toMillis(), 20));
    assertThat(reliable).isGreaterThan(unknown);
    assertThat(not).isLessThan(unknown.dividedBy(10));
  }

  /** The last one ends when the time is over, and none is longer than the best. */
  @Test
  void wholeIntervalsFillATimeThatIsKnown() {
    Duration best = Duration.ofMinutes(17);
    assertThat(Daly.aligned(best, Duration.ofMinutes(60))).isEqualTo(Duration.ofMinutes(15));
    assertThat(Daly.aligned(best, Duration.ofMinutes(34))).isEqualTo(best);
    assertThat(Daly.aligned(best, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
  }
}
