package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Matrix product, three loops deep; the point is in the outer one. */
final class MatMulOuter implements Kernel {
  private final Matrices m = new Matrices();

  @Override
  public double run(Passes passes) {
    double[][] a = m.a;
    double[][] b = m.b;
    double[][] c = m.c;
    int n = Matrices.N;
    while (passes.more()) {
      for (@CheckpointLoop int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (int k = 0; k < n; k++) {
            sum += a[i][k] * b[k][j];
          }
          c[i][j] = sum;
        }
        // safe point
      }
    }
    return c[n / 2][n / 3];
  }
}
