package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** A try with two handlers in the loop with the point; one value in 1,024 is thrown out. */
final class Handlers implements Kernel {
  private static final int N = 16_384;
  private static final int ROUNDS = 200;

  private static final class OutOfRange extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfRange() {
      super("out of range", null, false, false);
    }
  }

  private final OutOfRange outOfRange = new OutOfRange();

  private final double[] values = new double[N];

  Handlers() {
    for (int i = 0; i < N; i++) {
      values[i] = i % 1_024 == 1_023 ? -1 : 1 + i % 7;
    }
  }

  @Override
  public double run(Passes passes) {
    double[] values = this.values;
    double sum = 0;
    int out = 0;
    int tried = 0;
    while (passes.more()) {
      for (int round = 0; round < ROUNDS; round++) {
        for (@CheckpointLoop int i = 0; i < N; i++) {
          try {
            sum += checked(values[i]);
          } catch (OutOfRange e) {
            out++;
          } finally {
            tried++;
          }
          // safe point in i
        }
      }
    }
    return sum + out + tried;
  }

  private double checked(double value) {
    if (value < 0) {
      throw outOfRange;
    }
    return 1 / value;
  }
}
