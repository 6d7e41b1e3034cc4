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
  private static final Duration LONGEST_AGING = Duration.ofDays(30);

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
          "a slice ("
              + slice.toSeconds()
              + " s) must not be shorter than the minimum run ("
              + minimumRun.toSeconds()
              + " s)");
    }
    if (aging.compareTo(LONGEST_AGING) > 0) { // else ranks of the highest priorities overflow
      throw new IllegalArgumentException(
          "aging by one priority in "
              + aging.toHours()
              + " h is none: at most 720h, or 0 for never");
    }
  }
}
