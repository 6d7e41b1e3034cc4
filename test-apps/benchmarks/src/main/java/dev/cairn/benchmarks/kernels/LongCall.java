package dev.cairn.benchmarks.kernels;

/**
 * Measures the passes of one call. In each JVM it ends the call once, when enough were measured; a
 * call made after that ends in another JVM only.
 */
final class LongCall implements Passes {
  /**
   * Nanoseconds of the thread after which a JVM has warmed up. A job comes back into code that
   * HotSpot compiles for loops under way; with the next snapshots, one each second, it calls its
   * methods anew.
   */
  private static final long SETTLED = 3_500_000_000L;

  private final int warmUps;
  private final long[] nanos;

  /** The process that the numbers below belong to: a pass that a stop cut in two counts nothing. */
  private long process;

  private int warm;
  private int measured;
  private long came;
  private long begun;

  LongCall(int warmUps, int repetitions) {
    this.warmUps = warmUps;
    this.nanos = new long[repetitions];
  }

  @Override
  public boolean more() {
    long now = Clock.nanos();
    long here = ProcessHandle.current().pid();
    if (here != process) {
      process = here;
      warm = 0;
      measured = 0;
      came = now;
    } else if (warm < warmUps || now - came < SETTLED) {
      warm++;
    } else if (measured < nanos.length) {
      nanos[measured++] = now - begun;
      if (measured == nanos.length) {
        tell("passes", nanos);
        return false;
      }
    }
    begun = Clock.nanos();
    return true;
  }

  static void tell(String what, long[] nanos) {
    StringBuilder line = new StringBuilder("measured ").append(what);
    for (long n : nanos) {
      line.append(' ').append(n);
    }
    System.err.println(line);
  }
}
