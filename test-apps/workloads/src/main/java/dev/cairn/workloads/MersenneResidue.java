package dev.cairn.workloads;

import java.math.BigInteger;

/**
 * A number modulo 2^p - 1 in a mixed radix, squared by a weighted transform (Crandall and Fagin's
 * irrational-base discrete weighted transform): the cyclic convolution of the weighted digits is
 * the product modulo 2^p - 1, with no zero padding. Not thread-safe.
 *
 * <pre>
 *   digit j has      b(j) = ceil(p(j+1)/n) - ceil(pj/n)  bits, balanced around 0
 *   its place is     2^ceil(pj/n)
 *   its weight is    2^(ceil(pj/n) - pj/n)
 * </pre>
 */
final class MersenneResidue {
  /** Rounding further than this from a whole number means that the transform is too short. */
  private static final double TOLERANCE = 0.4;

  private final int p;
  private final int n;
  private final Fft fft;
  private final int[] place;
  private final double[] weight;
  private final double[] digits;
  private final double[] im;
  private double worst;

  /**
   * @param p the exponent, a prime from 7 up
   * @param value the start, small
   */
  MersenneResidue(int p, int value) {
    this.p = p;
    n = lengthFor(p);
    fft = new Fft(n);
    place = new int[n + 1];
    weight = new double[n];
    digits = new double[n];
    im = new double[n];
    for (int j = 0; j <= n; j++) {
      place[j] = (int) (((long) p * j + n - 1) / n);
    }
    for (int j = 0; j < n; j++) {
      weight[j] = StrictMath.pow(2, place[j] - (double) p * j / n);
    }
    digits[0] = value;
    carry();
  }

  /** The shortest power of two with at most 16 bits a digit: far from the limit of doubles. */
  private static int lengthFor(int p) {
    int n = 4;
    while (p > 16L * n) {
      n *= 2;
    }
    return n;
  }

  /** this = this^2 - subtrahend mod 2^p - 1. */
  void squareMinus(int subtrahend) {
    for (int j = 0; j < n; j++) {
      digits[j] *= weight[j];
      im[j] = 0;
    }
    fft.forward(digits, im);
    for (int k = 0; k < n; k++) {
      double re = digits[k];
      digits[k] = re * re - im[k] * im[k];
      im[k] = 2 * re * im[k];
    }
    fft.backward(digits, im);
    for (int j = 0; j < n; j++) {
      double exact = digits[j] / (n * weight[j]);
      double rounded = Math.rint(exact);
      double error = Math.abs(exact - rounded);
      if (error > worst) {
        worst = error;
      }
      digits[j] = rounded;
    }
    if (worst > TOLERANCE) {
      throw new ArithmeticException("rounding error " + worst + " at p = " + p + ", length " + n);
    }
    digits[0] -= subtrahend;
    carry();
  }

  /** Balances the digits; the carry out of the last one is worth 2^p = 1. */
  private void carry() {
    double carry = 0;
    for (int round = 0; round == 0 || carry != 0; round++) {
      for (int j = 0; j < n; j++) {
        double v = digits[j] + carry;
        double base = 1L << (place[j + 1] - place[j]);
        carry = Math.rint(v / base);
        digits[j] = v - carry * base;
      }
    }
  }

  /** From 0 up to 2^p - 2. */
  BigInteger value() {
    BigInteger sum = BigInteger.ZERO;
    for (int j = n - 1; j >= 0; j--) {
      sum = sum.shiftLeft(place[j + 1] - place[j]).add(BigInteger.valueOf((long) digits[j]));
    }
    return sum.mod(BigInteger.ONE.shiftLeft(p).subtract(BigInteger.ONE));
  }

  /** The largest distance from a whole number so far. */
  double worst() {
    return worst;
  }

  double[] digits() {
    return digits;
  }
}
