package dev.cairn.benchmarks.kernels;

/** The operands and the result of a matrix product. */
final class Matrices {
  static final int N = 256;

  final double[][] a = new double[N][N];
  final double[][] b = new double[N][N];
  final double[][] c = new double[N][N];

  Matrices() {
    for (int i = 0; i < N; i++) {
      for (int j = 0; j < N; j++) {
        a[i][j] = i + 0.5 * j;
        b[i][j] = i - 0.25 * j;
      }
    }
  }
}
