package dev.cairn.benchmarks.kernels;

/**
 * Measures the passes of one call. In each JVM it ends the call once, when enough were measured; a
 * call made after that ends in another JVM only.
 */
final class LongCall implements Passes {
  private final int warmUps;
  private final long[] nanos;

  /** The process that the numbers below belong to: a pass that a stop cut in two counts nothing. */
  private long process;

  private int passes;
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
      passes = 0;
    } else if (passes < warmUps + nanos.length) {
      passes++;
      if (passes > warmUps) {
        nanos[passes - warmUps - 1] = now - begun;
      }
      if (passes == warmUps + nanos.length) {
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
