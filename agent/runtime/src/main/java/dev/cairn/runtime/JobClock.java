package dev.cairn.runtime;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The job's own clock, which stands for the JDK's in the job's classes and those of the JDK that
 * tell the time. With {@code time=job} it moves by a fixed step at each question and goes on from
 * the snapshot, so that a program sees the same times in every run, wherever it stopped; with
 * {@code time=record} its answers are those of a {@link RecordedTimeline}. Thread-safe.
 */
public final class JobClock {
  /** How far each question moves the clock, in nanoseconds. */
  private static final long STEP = 1_000;

  /** What {@code currentTimeMillis} begins with: 2000-01-01T00:00:00Z. */
  private static final long EPOCH_MILLIS = 946_684_800_000L;

  private static final AtomicLong NANOS = new AtomicLong();
  private static volatile @Nullable RecordedTimeline recorded;

  private JobClock() {}

  /** Takes the answers from there, instead of moving by steps. */
  public static void record(RecordedTimeline timeline) {
    recorded = timeline;
  }

  /** Stands for {@code System.nanoTime}. */
  public static long nanoTime() {
    RecordedTimeline r = recorded;
    return r == null ? NANOS.addAndGet(STEP) : r.next();
  }

  private static long epochMillis() {
    RecordedTimeline r = recorded;
    return r == null ? EPOCH_MILLIS : r.epochMillis();
  }

  /** Stands for {@code System.currentTimeMillis}. */
  public static long currentTimeMillis() {
    return epochMillis() + nanoTime() / 1_000_000;
  }

  /**
   * Stands for the JDK's {@code VM.getNanoTimeAdjustment}, by which {@code Instant.now} is told.
   *
   * @param offset in seconds since the epoch
   */
  public static long getNanoTimeAdjustment(long offset) {
    long epoch = epochMillis();
    return (epoch / 1_000 - offset) * 1_000_000_000L + epoch % 1_000 * 1_000_000L + nanoTime();
  }

  /** Stands for {@code Thread.sleep}. */
  public static void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
    slept(millis * 1_000_000L);
  }

  /** Stands for {@code Thread.sleep}. */
  public static void sleep(long millis, int nanos) throws InterruptedException {
    Thread.sleep(millis, nanos);
    slept(millis * 1_000_000L + nanos);
  }

  /** Stands for {@code LockSupport.parkNanos}. */
  public static void parkNanos(long nanos) {
    LockSupport.parkNanos(nanos);
    slept(nanos);
  }

  /** Stands for {@code LockSupport.parkNanos}. */
  public static void parkNanos(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
    slept(nanos);
  }

  /** The host's clock has gone on by itself. */
  private static void slept(long nanos) {
    NANOS.addAndGet(Math.max(0, nanos));
  }

  /** The clock's state, for a snapshot. */
  public static String state() {
    RecordedTimeline r = recorded;
    return r == null ? Long.toString(NANOS.get()) : r.state();
  }

  /** Goes on from a snapshot. */
  public static void restore(String state) {
    RecordedTimeline r = recorded;
    if (r == null) {
      NANOS.set(Long.parseLong(state));
    } else {
      r.restore(state);
    }
  }

  /**
   * Returns when the answers given so far would survive a power loss.
   *
   * @throws IOException where they won't: no snapshot may be taken
   */
  public static void settle() throws IOException {
    RecordedTimeline r = recorded;
    if (r != null) {
      r.settle();
    }
  }
}
