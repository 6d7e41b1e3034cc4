package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Jacobi on a plate that fits the second-level cache; the point is in the loop over sweeps. */
final class Stencil implements Kernel {
  private static final int N = 256;
  private static final int SWEEPS = 200;

  private double[][] a = new double[N][N];
  private double[][] b = new double[N][N];

  Stencil() {
    for (int i = 0; i < N; i++) {
      a[0][i] = i;
      b[0][i] = i;
    }
  }

  @Override
  public double run(Passes passes) {
    while (passes.more()) {
      for (@CheckpointLoop int sweep = 0; sweep < SWEEPS; sweep++) {
        for (int i = 1; i < N - 1; i++) {
          double[] up = a[i - 1];
          double[] here = a[i];
          double[] down = a[i + 1];
          double[] out = b[i];
          for (int j = 1; j < N - 1; j++) {
            out[j] = 0.25 * (up[j] + down[j] + here[j - 1] + here[j + 1]);
          }
        }
        double[][] t = a;
        a = b;
        b = t;
        // safe point
      }
    }
    return a[N / 2][N / 2];
  }
}
