package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Matrix product, three loops deep; the point is in the innermost one. */
final class MatMulInner implements Kernel {
  private final Matrices m = new Matrices();

  @Override
  public double run(Passes passes) {
    double[][] a = m.a;
    double[][] b = m.b;
    double[][] c = m.c;
    int n = Matrices.N;
    while (passes.more()) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          double sum = 0;
          for (@CheckpointLoop int k = 0; k < n; k++) {
            sum += a[i][k] * b[k][j];
            // safe point in k
          }
          c[i][j] = sum;
        }
      }
    }
    return c[n / 2][n / 3];
  }
}
