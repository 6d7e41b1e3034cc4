package dev.cairn.benchmarks.kernels;

/** Calls a kernel again and again. */
public final class Endless {
  private Endless() {}

  /** Never returns. */
  public static double run(String kernel) {
    Kernel k = Kernels.byName(kernel);
    double sum = 0;
    while (sum != Double.NEGATIVE_INFINITY) { // which no kernel gives
      sum += k.run(new Once());
    }
    return sum;
  }
}
