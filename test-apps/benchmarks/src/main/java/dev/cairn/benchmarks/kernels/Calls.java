package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Many short products of vectors; the point is in a loop three calls deep. */
final class Calls implements Kernel {
  private static final int N = 512;
  private static final int LENGTH = 64;

  private final double[][] a = new double[N][LENGTH];
  private final double[][] b = new double[N][LENGTH];

  Calls() {
    for (int i = 0; i < N; i++) {
      for (int k = 0; k < LENGTH; k++) {
        a[i][k] = i + 0.5 * k;
        b[i][k] = i - 0.25 * k;
      }
    }
  }

  @Override
  public double run(Passes passes) {
    double sum = 0;
    while (passes.more()) {
      for (int i = 0; i < N; i++) {
        sum += row(i);
      }
    }
    return sum;
  }

  private double row(int i) {
    double largest = 0;
    for (int j = 0; j < N; j++) {
      largest = Math.max(largest, cell(i, j));
    }
    return largest;
  }

  private double cell(int i, int j) {
    return i == j ? 1 : dot(a[i], b[j]) / (i + j);
  }

  private double dot(double[] x, double[] y) {
    double sum = 0;
    for (@CheckpointLoop int k = 0; k < LENGTH; k++) {
      sum += x[k] * y[k];
      // safe point in k
    }
    return sum;
  }
}
