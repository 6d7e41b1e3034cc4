package dev.cairn.coordinator.core;

import java.time.Duration;

/**
 * How often to save a job, so that saving and redoing cost the least together (J. T. Daly, A higher
 * order estimate of the optimum checkpoint interval, 2006).
 *
 * <pre>
 *   d: time to write, M: mean time between failures
 *   d &lt; 2M:  √(2dM) · [1 + ⅓ √(d/2M) + ⅑ (d/2M)] − d
 *   else:    M
 * </pre>
 */
public final class Daly {
  /** What a snapshot of ten megabytes takes on a slow disk: for a job that has no record yet. */
  private static final Duration FIRST_WRITE = Duration.ofSeconds(1);

  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);

  private Daly() {}

  /** The interval for a time to write and a mean time between failures. */
  public static Duration interval(Duration write, Duration meanTimeBetweenFailures) {
    double d = write.toNanos();
    double m = meanTimeBetweenFailures.toNanos();
    if (d >= 2 * m) {
      return meanTimeBetweenFailures;
    }
    double x = d / (2 * m);
    return Duration.ofNanos((long) (Math.sqrt(2 * d * m) * (1 + Math.sqrt(x) / 3 + x / 9) - d));
  }

  /**
   * The interval for a job on a host, within bounds. Where the host's machine goes away at a time
   * that is known, a whole number of intervals leads from the lease's begin to there: the last
   * begins with a snapshot that isn't taken again, nearly the same, a moment later.
   */
  static Duration interval(State state, Job job, Host host) {
    Duration best = bounded(state, job, host);
    Lease lease = job.lease();
    long left = lease == null || host.ends() == 0 ? 0 : host.ends() - lease.granted();
    return left <= 0 ? best : aligned(best, Duration.ofMillis(left));
  }

  /** The longest interval not over this one of which a whole number fills the time. */
  static Duration aligned(Duration interval, Duration time) {
    long parts = Math.max(1, -Math.floorDiv(-time.toMillis(), interval.toMillis()));
    return time.dividedBy(parts);
  }

  private static Duration bounded(State state, Job job, Host host) {
    long written = job.work().writeMillis();
    Duration write = written == 0 ? FIRST_WRITE : Duration.ofMillis(written);
    Duration best = interval(write, Forecast.of(state, host).between());
    return best.compareTo(SHORTEST) < 0 ? SHORTEST : best.compareTo(LONGEST) > 0 ? LONGEST : best;
  }
}
