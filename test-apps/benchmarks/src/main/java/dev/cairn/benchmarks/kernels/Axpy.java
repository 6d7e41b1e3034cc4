package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** {@code y += q x} on floats, which HotSpot vectorises; the point is in the innermost loop. */
final class Axpy implements Kernel {
  private static final int N = 16_384;

  private final float[] x = new float[N];
  private final float[] y = new float[N];

  Axpy() {
    for (int i = 0; i < N; i++) {
      x[i] = 0.5f * i;
    }
  }

  @Override
  public double run(Passes passes) {
    float[] x = this.x;
    float[] y = this.y;
    float q = 1.0001f;
    while (passes.more()) {
      for (int round = 0; round < 2_000; round++) {
        for (@CheckpointLoop int i = 0; i < x.length; i++) {
          y[i] += q * x[i];
          // safe point in i
        }
      }
    }
    return y[N / 3];
  }
}
