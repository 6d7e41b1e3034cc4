package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Random;

/** N-body in arrays; the point is in the loop over time steps. */
final class Bodies implements Kernel {
  private static final int N = 400;
  private static final int STEPS = 40;

  private final double[] x = new double[N];
  private final double[] y = new double[N];
  private final double[] z = new double[N];
  private final double[] vx = new double[N];
  private final double[] vy = new double[N];
  private final double[] vz = new double[N];

  Bodies() {
    Random random = new Random(1);
    for (int i = 0; i < N; i++) {
      x[i] = random.nextGaussian();
      y[i] = random.nextGaussian();
      z[i] = random.nextGaussian();
    }
  }

  @Override
  public double run(Passes passes) {
    while (passes.more()) {
      for (@CheckpointLoop int step = 0; step < STEPS; step++) {
        for (int i = 0; i < N; i++) {
          double ax = 0;
          double ay = 0;
          double az = 0;
          for (int j = 0; j < N; j++) {
            double dx = x[j] - x[i];
            double dy = y[j] - y[i];
            double dz = z[j] - z[i];
            double r2 = dx * dx + dy * dy + dz * dz + 1e-3;
            double f = 1 / (r2 * Math.sqrt(r2));
            ax += f * dx;
            ay += f * dy;
            az += f * dz;
          }
          vx[i] += 1e-6 * ax;
          vy[i] += 1e-6 * ay;
          vz[i] += 1e-6 * az;
        }
        for (int i = 0; i < N; i++) {
          x[i] += 1e-3 * vx[i];
          y[i] += 1e-3 * vy[i];
          z[i] += 1e-3 * vz[i];
        }
        // safe point
      }
    }
    return x[0] + vy[N - 1];
  }
}
