package dev.cairn.runtime;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The job's own clock, for {@code time=job}: it moves by a fixed step at each question and goes on
 * from the snapshot, so that a program sees the same times in every run, wherever it stopped.
 * Thread-safe.
 */
public final class JobClock {
  /** How far each question moves the clock, in nanoseconds. */
  private static final long STEP = 1_000;

  /** What {@code currentTimeMillis} begins with: 2000-01-01T00:00:00Z. */
  private static final long EPOCH_MILLIS = 946_684_800_000L;

  private static final AtomicLong NANOS = new AtomicLong();

  private JobClock() {}

  /** Stands for {@code System.nanoTime}. */
  public static long nanoTime() {
    return NANOS.addAndGet(STEP);
  }

  /** Stands for {@code System.currentTimeMillis}. */
  public static long currentTimeMillis() {
    return EPOCH_MILLIS + nanoTime() / 1_000_000;
  }

  /**
   * Stands for the JDK's {@code VM.getNanoTimeAdjustment}, by which {@code Instant.now} is told.
   *
   * @param offset in seconds since the epoch
   */
  public static long getNanoTimeAdjustment(long offset) {
    return (EPOCH_MILLIS / 1_000 - offset) * 1_000_000_000L + nanoTime();
  }

  /** Stands for {@code Thread.sleep}. */
  public static void sleep(long millis) throws InterruptedException {
    Thread.sleep(millis);
    NANOS.addAndGet(millis * 1_000_000L);
  }

  /** Stands for {@code Thread.sleep}. */
  public static void sleep(long millis, int nanos) throws InterruptedException {
    Thread.sleep(millis, nanos);
    NANOS.addAndGet(millis * 1_000_000L + nanos);
  }

  /** Stands for {@code LockSupport.parkNanos}. */
  public static void parkNanos(long nanos) {
    LockSupport.parkNanos(nanos);
    NANOS.addAndGet(Math.max(0, nanos));
  }

  /** Stands for {@code LockSupport.parkNanos}. */
  public static void parkNanos(Object blocker, long nanos) {
    LockSupport.parkNanos(blocker, nanos);
    NANOS.addAndGet(Math.max(0, nanos));
  }

  /** The clock's state, for a snapshot. */
  public static long state() {
    return NANOS.get();
  }

  /** Goes on from a snapshot. */
  public static void restore(long state) {
    NANOS.set(state);
  }
}
