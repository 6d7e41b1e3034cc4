package dev.cairn.agent.job;

import dev.cairn.agent.options.AgentOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the job, and when: a pure function of options, events and the time given with
 * each, in nanoseconds of any monotonic clock. Thread-safe: the control thread ticks, the job's
 * thread asks at safe points.
 *
 * <p>A refused wish is tried again after a pause that doubles from 10 ms to 5 s, so that a job that
 * can't be saved just now is saved soon and one that never can is not slowed down.
 */
final class Requests {
  enum Want {
    NOTHING,
    /** The state's digest alone. */
    DIGEST,
    SNAPSHOT,
    STOP
  }

  /**
   * What the control thread is to do now.
   *
   * @param raise let the next safe point take the slow path
   * @param deadlineMissed a stop was not reached in time
   * @param unreached no safe point was reached although something was wanted: say so
   */
  record Tick(boolean raise, boolean deadlineMissed, boolean unreached) {}

  /** The first snapshot comes early, so that a job that can't be saved is told of it at once. */
  private static final Duration FIRST = Duration.ofSeconds(10);

  private static final long RETRY_MIN = Duration.ofMillis(10).toNanos();
  private static final long RETRY_MAX = Duration.ofSeconds(5).toNanos();

  private long every;
  private final long stopAfter;
  private final long deadline;
  private final long remind;

  private boolean started;
  private boolean saved;
  private long since;
  private long due = Long.MAX_VALUE;
  private long stopDue = Long.MAX_VALUE;
  private long stopSince = Long.MAX_VALUE;
  private @Nullable String stopReason;
  private boolean stopReached;
  private long retryAt;
  private long retryPause = RETRY_MIN;
  private long wantedSince = Long.MAX_VALUE;
  private long warnPause;

  Requests(AgentOptions options) {
    every = options.every().toNanos();
    stopAfter = options.stopAfter() == null ? -1 : options.stopAfter().toNanos();
    deadline = options.stopDeadline().toNanos();
    remind = options.remind().toNanos();
    warnPause = remind / 2;
  }

  /** The root was entered: time begins. */
  synchronized void started(long now) {
    started = true;
    since = now;
    due = nextDue();
    if (stopAfter >= 0) {
      stopDue = now + stopAfter;
    }
  }

  /** From now on a snapshot is wanted so long after the latest; zero: none by time. */
  synchronized void every(Duration interval) {
    every = interval.toNanos();
    if (started) {
      due = nextDue();
    }
  }

  private long nextDue() {
    return every == 0 ? Long.MAX_VALUE : since + (saved ? every : Math.min(every, FIRST.toNanos()));
  }

  /**
   * A stop is asked for.
   *
   * @return false where one was asked for before
   */
  synchronized boolean stop(String reason, long now) {
    if (stopReason != null) {
      return false;
    }
    stopReason = reason;
    stopSince = now;
    retryAt = now;
    retryPause = RETRY_MIN;
    return true;
  }

  /** Why the job is to stop, or null. */
  synchronized @Nullable String stopReason() {
    return stopReason;
  }

  synchronized Tick tick(long now) {
    if (stopReason == null && now >= stopDue) {
      stop("stop-after", now);
    }
    boolean wanted = want(now) != Want.NOTHING;
    boolean unreached = false;
    if (!wanted) {
      wantedSince = Long.MAX_VALUE;
    } else if (wantedSince == Long.MAX_VALUE) {
      wantedSince = now;
      warnPause = remind / 2;
    } else if (now - wantedSince >= warnPause) {
      unreached = started;
      warnPause = now - wantedSince + Math.max(remind, warnPause);
    }
    boolean late = stopReason != null && !stopReached && now - stopSince >= deadline;
    return new Tick(wanted, late, unreached);
  }

  /** A safe point is reached; what is wanted there. */
  synchronized Want atSafePoint(long now) {
    Want want = want(now);
    wantedSince = Long.MAX_VALUE;
    stopReached = want == Want.STOP; // the deadline is for reaching it, not for writing it down
    return want;
  }

  /** What was wanted is done. */
  synchronized void done(long now) {
    saved = true;
    since = now;
    due = nextDue();
    retryPause = RETRY_MIN;
    retryAt = now;
  }

  /** What seemed done could not be made durable: it is wanted again. */
  synchronized void lost(long now) {
    due = Math.min(due, now);
    refused(now);
  }

  /** What was wanted could not be had; it is tried again a little later. */
  synchronized void refused(long now) {
    stopReached = false;
    retryAt = now + retryPause;
    retryPause = Math.min(retryPause * 2, RETRY_MAX);
  }

  private Want want(long now) {
    if (!started || now < retryAt) {
      return Want.NOTHING;
    }
    if (stopReason != null) {
      return Want.STOP;
    }
    return now >= due ? Want.SNAPSHOT : Want.NOTHING;
  }
}
