package dev.cairn.workloads;

import dev.cairn.annotations.CheckpointLoop;

/**
 * Heat spreading over a plate with a few sources, a five-point stencil: {@code Heat [size=256
 * [steps=6000]]}. Stops before {@code steps} when the plate no longer changes.
 */
public final class Heat {
  private static final double ALPHA = 0.2;

  private double[][] now;
  private double[][] next;
  private double change = Double.POSITIVE_INFINITY;

  private Heat(int size) {
    now = new double[size][size];
    next = new double[size][size];
    for (int i = 0; i < size; i++) {
      now[i][0] = 100;
      now[0][i] = 100.0 * i / size;
    }
    now[size / 3][size / 2] = 1000;
    for (int i = 0; i < size; i++) {
      next[i] = now[i].clone();
    }
  }

  public static void main(String[] args) {
    Arguments a = new Arguments("Heat [size [steps]]", args);
    Heat plate = new Heat(a.at(0, 256));
    plate.relax(a.at(1, 6000));
    Digest digest = new Digest();
    for (double[] row : plate.now) {
      digest.add(row);
    }
    digest.add(plate.change).print();
  }

  @CheckpointLoop
  private void relax(int steps) {
    int report = Math.max(1, steps / 6);
    int step = 0;
    while (step < steps && change > 1e-12) {
      change = sweep();
      double[][] t = now;
      now = next;
      next = t;
      if (step++ % report == 0) {
        System.out.println("step " + step + " change " + change);
      }
    }
    System.out.println("stopped at step " + step);
  }

  /** One step; returns the largest change of any cell, in degrees. */
  private double sweep() {
    double largest = 0;
    for (int i = 1; i < now.length - 1; i++) {
      double[] above = now[i - 1];
      double[] row = now[i];
      double[] below = now[i + 1];
      double[] out = next[i];
      for (int j = 1; j < row.length - 1; j++) {
        double d = ALPHA * (above[j] + below[j] + row[j - 1] + row[j + 1] - 4 * row[j]);
        out[j] = row[j] + d;
        largest = Math.max(largest, Math.abs(d));
      }
    }
    return largest;
  }
}
