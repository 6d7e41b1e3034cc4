package dev.cairn.coordinator.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VolunteerHostsTest {
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** The three figures that are known. */
  @Test
  void lossesAreThoseThatWereMeasured() {
    assertThat(VolunteerHosts.lossPerDay(0)).isCloseTo(0.05, within(0.001));
    assertThat(VolunteerHosts.lossPerDay(21)).isBetween(0.008, 0.01);
    assertThat(VolunteerHosts.lossPerDay(60)).isCloseTo(0.007, within(0.0001));
  }

  /** Of the first hosts, as many are gone after three weeks as those losses make it. */
  @Test
  void hostsAreLostAtThatRate() {
    int places = 2000;
    Availability hosts = new VolunteerHosts(places, 1, 40 * DAY).sample(new Random(5));

    long gone =
        hosts.hosts().stream()
            .filter(h -> !h.name().contains("-"))
            .filter(h -> h.up().get(h.up().size() - 1).until() < 21 * DAY)
            .count();
    double survive = 1;
    for (int day = 0; day < 21; day++) {
      survive *= 1 - VolunteerHosts.lossPerDay(day);
    }
    assertThat((double) gone / places).isCloseTo(1 - survive, within(0.04));
  }

  @Test
  void steadyOnesAreThereNearlyAlwaysAndTheOthersAThird() {
    long end = 30 * DAY;
    double steady = new VolunteerHosts(300, 1, end).sample(new Random(1)).millis(end);
    double others = new VolunteerHosts(300, 0, end).sample(new Random(1)).millis(end);

    assertThat(steady / (300.0 * end)).isBetween(0.9, 1.0);
    assertThat(others / (300.0 * end)).isBetween(0.27, 0.36);
  }
}
