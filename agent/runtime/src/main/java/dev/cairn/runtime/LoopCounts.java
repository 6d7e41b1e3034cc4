package dev.cairn.runtime;

/**
 * How often control went back to the header of each loop, counted by code that {@code cairn loops}
 * adds. Threads may lose one another's counts; the sums are estimates.
 */
public final class LoopCounts {
  /** Loops beyond this number are not counted. */
  public static final int MOST = 1 << 16;

  private static final long[] PASSES = new long[MOST];

  private LoopCounts() {}

  /** Called by counted code where control leaves for a loop's header. */
  public static void passed(int loop) {
    PASSES[loop]++;
  }

  /** Called after {@link #passed} where a conditional jump to the header was not taken. */
  public static void notPassed(int loop) {
    PASSES[loop]--;
  }

  /** By the loop's number, so far. */
  public static long[] passes() {
    return PASSES.clone();
  }
}
