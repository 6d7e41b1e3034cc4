package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Products that wait on the operand stack below a call with a point in its loop. */
final class Operands implements Kernel {
  private static final int N = 1000;
  private static final int STEPS = 1200;

  private final double[] x = new double[N];

  Operands() {
    for (int i = 0; i < N; i++) {
      x[i] = 1 + i * 1e-5;
    }
  }

  @Override
  public double run(Passes passes) {
    double sum = 0;
    while (passes.more()) {
      for (@CheckpointLoop int step = 0; step < STEPS; step++) {
        for (int i = 0; i < N; i += 4) {
          sum = sum * 0.5 + x[i] * x[i + 1] * powers(x[i + 2], 6) - x[i + 3] * x[i];
        }
        // safe point
      }
    }
    return sum;
  }

  private static double powers(double x, int n) {
    double p = 1;
    for (@CheckpointLoop int i = 0; i < n; i++) {
      p = p * x + 1;
      // safe point
    }
    return p;
  }
}
