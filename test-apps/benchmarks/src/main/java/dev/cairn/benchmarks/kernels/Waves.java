package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Nothing but sines and cosines of arguments of everyday size; the point is in an outer loop. */
final class Waves implements Kernel {
  private static final int N = 1000;
  private static final int STEPS = 400;

  private final double[] phase = new double[N];

  Waves() {
    for (int i = 0; i < N; i++) {
      phase[i] = i * 0.0137 - 6;
    }
  }

  @Override
  public double run(Passes passes) {
    double sum = 0;
    while (passes.more()) {
      for (@CheckpointLoop int step = 0; step < STEPS; step++) {
        double time = step * 0.11;
        for (int i = 0; i < N; i++) {
          sum += Math.sin(phase[i] + time) * Math.cos(phase[i] - time);
        }
        // safe point
      }
    }
    return sum;
  }
}
