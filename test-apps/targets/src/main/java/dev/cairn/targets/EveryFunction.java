package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.util.SplittableRandom;

/**
 * Calls every function that {@code Math} has had since Java 17, and holds doubles and floats in
 * locals and on the operand stack where it may be stopped: {@code EveryFunction [rounds
 * [samples]]}.
 */
public final class EveryFunction {
  private static final double[] CORNERS = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    Double.MIN_VALUE,
    -Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final SplittableRandom random = new SplittableRandom(11);
  private final int samples;
  private long digest = 17;

  private EveryFunction(int samples) {
    this.samples = samples;
  }

  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 4;
    EveryFunction functions = new EveryFunction(args.length > 1 ? Integer.parseInt(args[1]) : 20);
    double sum = 0.1;
    for (int i = 0; i < rounds; i++) {
      sum = sum / 3 + functions.round(i, (float) sum); // sum / 3 lies on the operand stack
      System.out.println("round " + i + " " + Double.toHexString(sum));
    }
    System.out.println("digest: " + Long.toHexString(functions.digest));
  }

  private double round(int round, float scale) {
    double x = 1e-310; // denormal: more than its bits on an unit of wider exponents
    float y = scale * 0x1p-130f;
    for (@CheckpointLoop int i = 0; i < samples; i++) {
      double a = i < CORNERS.length ? CORNERS[i] : (random.nextDouble() - 0.5) * 50;
      double b = CORNERS[(i + round) % CORNERS.length] + random.nextDouble();
      unary(a);
      binary(a, b);
      single((float) a, (float) b);
      rounding(a, b, i - samples / 2);
      whole(random.nextInt(), random.nextInt() | 1);
      wide(random.nextLong(), random.nextLong() | 1, random.nextInt() | 1);
      exact(random.nextInt() >> 16, random.nextInt() >> 16);
      x = x / 3 + random.nextDouble() * 1e-308;
      y = y / 3 + (float) x;
    }
    return x * 1e308 + y;
  }

  private void add(double d) {
    add(Double.doubleToLongBits(d));
  }

  private void add(float f) {
    add((long) Float.floatToIntBits(f));
  }

  private void add(long bits) {
    digest = (digest ^ bits) * 0x5851f42d4c957f2dL + 1;
    digest ^= digest >>> 29;
  }

  private void unary(double x) {
    add(Math.sin(x));
    add(Math.cos(x));
    add(Math.tan(x));
    add(Math.asin(x / 30));
    add(Math.acos(x / 30));
    add(Math.atan(x));
    add(Math.sinh(x));
    add(Math.cosh(x));
    add(Math.tanh(x));
    add(Math.exp(x));
    add(Math.expm1(x));
    add(Math.log(Math.abs(x)));
    add(Math.log10(Math.abs(x)));
    add(Math.log1p(x));
    add(Math.sqrt(x));
    add(Math.cbrt(x));
    add(Math.toRadians(x));
    add(Math.toDegrees(x));
    add(Math.ceil(x));
    add(Math.floor(x));
    add(Math.rint(x));
    add(Math.ulp(x));
    add(Math.signum(x));
    add(Math.nextUp(x));
    add(Math.nextDown(x));
    add(Math.random());
  }

  private void binary(double x, double y) {
    add(Math.pow(Math.abs(x), y));
    add(Math.atan2(x, y));
    add(Math.hypot(x, y));
    add(Math.IEEEremainder(x, y));
    add(Math.max(x, y));
    add(Math.min(x, y));
    add(Math.copySign(x, y));
    add(Math.nextAfter(x, y));
    add(Math.fma(x, y, x));
  }

  private void single(float x, float y) {
    add(Math.abs(x));
    add(Math.ulp(x));
    add(Math.signum(x));
    add(Math.nextUp(x));
    add(Math.nextDown(x));
    add(Math.max(x, y));
    add(Math.min(x, y));
    add(Math.copySign(x, y));
    add(Math.nextAfter(x, (double) y));
    add(Math.fma(x, y, x));
    add(Math.scalb(x, -140));
    add(Math.round(x));
    add(Math.getExponent(x));
  }

  private void rounding(double x, double y, int scale) {
    add(Math.round(x));
    add(Math.getExponent(y));
    add(Math.scalb(x, scale * 40));
    add((long) x);
    add((int) y);
    add((float) x);
    add(x % 3 + y % 0.7f);
  }

  private void whole(int x, int y) {
    add(Math.abs(x));
    add(Math.max(x, y));
    add(Math.min(x, y));
    add(Math.floorDiv(x, y));
    add(Math.floorMod(x, y));
    add(Math.multiplyFull(x, y));
  }

  private void wide(long x, long y, int z) {
    add(Math.abs(x));
    add(Math.max(x, y));
    add(Math.min(x, y));
    add(Math.floorDiv(x, y));
    add(Math.floorDiv(x, z));
    add(Math.floorMod(x, y));
    add(Math.floorMod(x, z));
    add(Math.multiplyHigh(x, y));
  }

  private void exact(int x, int y) {
    add(Math.absExact(x));
    add(Math.addExact(x, y));
    add(Math.subtractExact(x, y));
    add(Math.multiplyExact(x, y >> 2));
    add(Math.incrementExact(x));
    add(Math.decrementExact(x));
    add(Math.negateExact(x));
    long p = x;
    long q = y;
    add(Math.absExact(p));
    add(Math.addExact(p, q));
    add(Math.subtractExact(p, q));
    add(Math.multiplyExact(p, q));
    add(Math.multiplyExact(p, y));
    add(Math.incrementExact(p));
    add(Math.decrementExact(p));
    add(Math.negateExact(p));
    add(Math.toIntExact(p));
  }
}
