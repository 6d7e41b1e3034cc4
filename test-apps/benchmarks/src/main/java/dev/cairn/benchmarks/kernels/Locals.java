package dev.cairn.benchmarks.kernels;

import dev.cairn.annotations.CheckpointLoop;

/** Twenty locals, all of them live at the point: ten longs and ten doubles. */
final class Locals implements Kernel {
  private static final int STEPS = 1_000_000;

  @Override
  public double run(Passes passes) {
    long a = 1;
    long b = 2;
    long c = 3;
    long d = 5;
    long e = 7;
    long f = 11;
    long g = 13;
    long h = 17;
    long m = 19;
    long n = 23;
    double p = 0.1;
    double q = 0.2;
    double r = 0.3;
    double s = 0.5;
    double t = 0.7;
    double u = 0.11;
    double v = 0.13;
    double w = 0.17;
    double x = 0.19;
    double y = 0.23;
    while (passes.more()) {
      for (@CheckpointLoop int i = 0; i < STEPS; i++) {
        a += b ^ i;
        b += c >>> 1;
        c ^= d + i;
        d += e;
        e ^= f;
        f += g >>> 3;
        g ^= h;
        h += m;
        m ^= n + i;
        n += a >>> 2;
        p = 0.5 * (p + q);
        q = 0.5 * (q + r) + 1e-3;
        r = 0.5 * (r + s);
        s = 0.5 * (s + t) + 1e-3;
        t = 0.5 * (t + u);
        u = 0.5 * (u + v) + 1e-3;
        v = 0.5 * (v + w);
        w = 0.5 * (w + x) + 1e-3;
        x = 0.5 * (x + y);
        y = 0.25 * (y + p);
        // safe point in i
      }
    }
    return (a ^ b ^ c ^ d ^ e ^ f ^ g ^ h ^ m ^ n) + (p + q + r + s + t + u + v + w + x + y);
  }
}
