package dev.cairn.workloads;

/**
 * An in-place complex transform of a power-of-two length, radix 2, decimation in time. The trig
 * tables come from {@link StrictMath}, so the bits are the same in every JVM. Not thread-safe.
 */
final class Fft {
  private final int n;
  private final double[] cos;
  private final double[] sin;
  private final int[] reversed;

  /** For {@code n} complex numbers; {@code n} is a power of two, at least 2. */
  Fft(int n) {
    if (n < 2 || Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("not a power of two from 2 up: " + n);
    }
    this.n = n;
    cos = new double[n / 2];
    sin = new double[n / 2];
    for (int k = 0; k < n / 2; k++) {
      double angle = -2 * StrictMath.PI * k / n;
      cos[k] = StrictMath.cos(angle);
      sin[k] = StrictMath.sin(angle);
    }
    reversed = new int[n];
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(n);
    for (int k = 0; k < n; k++) {
      reversed[k] = Integer.reverse(k) >>> shift;
    }
  }

  void forward(double[] re, double[] im) {
    for (int i = 0; i < n; i++) {
      int j = reversed[i];
      if (i < j) {
        double t = re[i];
        re[i] = re[j];
        re[j] = t;
        t = im[i];
        im[i] = im[j];
        im[j] = t;
      }
    }
    for (int half = 1, stride = n / 2; half < n; half *= 2, stride /= 2) {
      for (int block = 0; block < n; block += 2 * half) {
        for (int k = 0; k < half; k++) {
          int a = block + k;
          int b = a + half;
          double c = cos[k * stride];
          double s = sin[k * stride];
          double tr = re[b] * c - im[b] * s;
          double ti = re[b] * s + im[b] * c;
          re[b] = re[a] - tr;
          im[b] = im[a] - ti;
          re[a] += tr;
          im[a] += ti;
        }
      }
    }
  }

  /** The inverse, not divided by n: the forward transform with real and imaginary parts swapped. */
  void backward(double[] re, double[] im) {
    forward(im, re);
  }
}
