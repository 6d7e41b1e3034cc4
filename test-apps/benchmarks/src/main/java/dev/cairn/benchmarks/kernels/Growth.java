package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Nothing but exponentials, logarithms and powers; the point is in an outer loop. */
final class Growth implements Kernel {
  private static final int N = 1000;
  private static final int STEPS = 200;

  private final double[] size = new double[N];

  Growth() {
    for (int i = 0; i < N; i++) {
      size[i] = 0.5 + i * 0.0137;
    }
  }

  @Override
  public double run(Passes passes) {
    double sum = 0;
    while (passes.more()) {
      for (@CheckpointLoop int step = 0; step < STEPS; step++) {
        double rate = 0.3 + step * 0.01;
        for (int i = 0; i < N; i++) {
          sum += Math.exp(-size[i] * rate) + Math.log(size[i] + rate) - Math.pow(size[i], rate);
        }
        // safe point
      }
    }
    return sum;
  }
}
