package dev.cairn.runtime;

import java.io.IOException;
import java.util.function.LongSupplier;

/**
 * {@code time=record}: answers are the host's, and are recorded. What the record holds already (of
 * a former run, or of this one until it was killed) is answered again from it; from its end on the
 * host's clock goes on, never back: where the job lay still, it has jumped.
 *
 * <pre>
 *   answer   0 ----------------------> last | now
 *            from the record                | host's monotonic clock + offset
 *   offset: such that the first answer is the host's wall clock, less the epoch, or the last one
 * </pre>
 */
public final class RecordedTimeline {
  private static final long NANOS_IN_MILLI = 1_000_000L;

  private final ClockRecord file;
  private final LongSupplier wallMillis;
  private final LongSupplier monotonicNanos;
  private long last;
  private boolean live;
  private long offset;

  /**
   * @param file where the answers stand
   * @param wallMillis the host's clock
   * @param monotonicNanos the host's other clock
   */
  public RecordedTimeline(ClockRecord file, LongSupplier wallMillis, LongSupplier monotonicNanos) {
    this.file = file;
    this.wallMillis = wallMillis;
    this.monotonicNanos = monotonicNanos;
  }

  /** Of this host. */
  public static RecordedTimeline ofHost(ClockRecord file) {
    return new RecordedTimeline(file, System::currentTimeMillis, System::nanoTime);
  }

  /** The next answer: nanoseconds since the epoch, never fewer than before. */
  public synchronized long next() {
    long step = live ? ClockRecord.NONE : file.next();
    if (step == ClockRecord.NONE) {
      long now = now();
      file.add(now - last);
      last = now;
    } else {
      last += step;
    }
    return last;
  }

  private long now() {
    long monotonic = monotonicNanos.getAsLong();
    if (!live) {
      live = true;
      long wall = (wallMillis.getAsLong() - file.epochMillis()) * NANOS_IN_MILLI;
      offset = Math.max(last, wall) - monotonic;
    }
    return Math.max(last, monotonic + offset);
  }

  /** What the wall clock showed, about, when the first answer was 0. */
  public synchronized long epochMillis() {
    return file.epochMillis();
  }

  /** For a snapshot. */
  public synchronized String state() {
    return last + " " + file.position() + " " + file.epochMillis();
  }

  /** Goes on from a snapshot. */
  public synchronized void restore(String state) {
    String[] words = state.split(" ", -1);
    last = Long.parseLong(words[0]);
    live = false;
    file.goTo(Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /**
   * Returns when the answers given so far would survive a power loss.
   *
   * @throws IOException where they won't
   */
  public synchronized void settle() throws IOException {
    file.force();
  }
}
