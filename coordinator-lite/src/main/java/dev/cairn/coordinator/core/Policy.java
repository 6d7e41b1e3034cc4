package dev.cairn.coordinator.core;

import java.time.Duration;

/**
 * How hosts are shared.
 *
 * @param minimumRun for how long a job that was started isn't stopped for another
 * @param slice for how long a job runs before one of the same priority that waits takes its turn
 * @param aging how long a job waits until it counts as of one priority more; zero: it never does
 * @param lostAfter for how long a host may be silent
 * @param losses how many hosts a job may lose, without a new check-in, before it is held
 */
public record Policy(
    Duration minimumRun, Duration slice, Duration aging, Duration lostAfter, int losses) {
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofSeconds(30),
          5);

  public Policy {
    if (slice.compareTo(minimumRun) < 0) {
      throw new IllegalArgumentException(
          "a slice (" + slice + ") must not be shorter than the minimum run (" + minimumRun + ")");
    }
  }
}
