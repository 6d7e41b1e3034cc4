package dev.cairn.runtime;

/**
 * Functions of {@code StrictMath} that JDK 17 calls in native code, in Java: the same bits, and
 * compiled into their callers. The algorithms and coefficients are those of FDLIBM 5.3 (K. C. Ng,
 * Sun Microsystems, 1993), by which {@code StrictMath} is defined; why each approximation is good
 * enough stands there, in the file that is named here. Each step stays as it is: another order of
 * the same sum gives other last bits.
 *
 * <p>Thread-safe.
 */
@SuppressWarnings("FloatingPointLiteralPrecision") // as they stand there
public final class Fdlibm {
  private static final int NO_SIGN = 0x7fff_ffff;
  private static final int INFINITE = 0x7ff0_0000;
  private static final int NORMAL = 0x0010_0000;
  private static final int FRACTION = 0x000f_ffff;
  private static final int BIAS = 1023;
  private static final double TWO_54 = 0x1.0p54;

  private Fdlibm() {}

  // ---- s_sin.c, s_cos.c, s_tan.c ----

  /** Stands for {@link StrictMath#sin}. */
  public static double sin(double x) {
    int ix = high(x) & NO_SIGN;
    if (ix <= QUARTER_PI) {
      return kernelSin(x, 0, false);
    }
    return ix <= MEDIUM ? reduced(x, ix, Function.SIN) : StrictMath.sin(x);
  }

  /** Stands for {@link StrictMath#cos}. */
  public static double cos(double x) {
    int ix = high(x) & NO_SIGN;
    if (ix <= QUARTER_PI) {
      return kernelCos(x, 0);
    }
    return ix <= MEDIUM ? reduced(x, ix, Function.COS) : StrictMath.cos(x);
  }

  /** Stands for {@link StrictMath#tan}. */
  public static double tan(double x) {
    int ix = high(x) & NO_SIGN;
    if (ix <= QUARTER_PI) {
      return kernelTan(x, 0, false);
    }
    return ix <= MEDIUM ? reduced(x, ix, Function.TAN) : StrictMath.tan(x);
  }

  private enum Function {
    SIN,
    COS,
    TAN
  }

  // ---- e_rem_pio2.c: x = n * pi/2 + y + z, |y + z| <= pi/4, z far below y ----

  /** High words: of pi/4, pi/2, 3/4 pi, and of 2^19 * pi/2, up to which these parts are enough. */
  private static final int QUARTER_PI = 0x3fe9_21fb;

  private static final int HALF_PI = 0x3ff9_21fb;
  private static final int THREE_QUARTERS_PI = 0x4002_d97c;
  private static final int MEDIUM = 0x4139_21fb;

  private static final double INV_PIO2 = 6.36619772367581382433e-01;

  /** The first 33 bits of pi/2, and what is left of it; the next 33 bits; the third. */
  private static final double PIO2_1 = 1.57079632673412561417e+00;

  private static final double PIO2_1T = 6.07710050650619224932e-11;
  private static final double PIO2_2 = 6.07710050630396597660e-11;
  private static final double PIO2_2T = 2.02226624879595063154e-21;
  private static final double PIO2_3 = 2.02226624871116645580e-21;
  private static final double PIO2_3T = 8.47842766036889956997e-32;

  /** High words of the first multiples of pi/2: beside these one part of pi/2 is enough. */
  private static final int[] MULTIPLES = new int[32];

  static {
    for (int n = 1; n <= MULTIPLES.length; n++) {
      MULTIPLES[n - 1] = high(n * (Math.PI / 2));
    }
  }

  /** The sign is put on in the end: rounding to nearest is the same on both sides of zero. */
  private static double reduced(double x, int ix, Function function) {
    double t = Math.abs(x);
    int n;
    double y;
    double z;
    if (ix < THREE_QUARTERS_PI) {
      n = 1;
      double r = t - PIO2_1;
      double w = PIO2_1T;
      if (ix == HALF_PI) {
        r -= PIO2_2;
        w = PIO2_2T;
      }
      y = r - w;
      z = (r - y) - w;
    } else {
      n = (int) (t * INV_PIO2 + 0.5);
      double r = t - n * PIO2_1;
      double w = n * PIO2_1T;
      y = r - w;
      if (n >= MULTIPLES.length || ix == MULTIPLES[n - 1]) {
        int exponent = ix >> 20;
        if (exponent - exponent(y) > 16) {
          double before = r;
          w = n * PIO2_2;
          r = before - w;
          w = n * PIO2_2T - ((before - r) - w);
          y = r - w;
          if (exponent - exponent(y) > 49) {
            before = r;
            w = n * PIO2_3;
            r = before - w;
            w = n * PIO2_3T - ((before - r) - w);
            y = r - w;
          }
        }
      }
      z = (r - y) - w;
    }
    if (x < 0) {
      n = -n;
      y = -y;
      z = -z;
    }
    if (function == Function.TAN) {
      return kernelTan(y, z, (n & 1) == 1);
    }
    return switch ((function == Function.COS ? n + 1 : n) & 3) {
      case 0 -> kernelSin(y, z, true);
      case 1 -> kernelCos(y, z);
      case 2 -> -kernelSin(y, z, true);
      default -> -kernelCos(y, z);
    };
  }

  private static int exponent(double y) {
    return (high(y) >> 20) & 0x7ff;
  }

  // ---- k_sin.c ----

  private static final double S1 = -1.66666666666666324348e-01;
  private static final double S2 = 8.33333333332248946124e-03;
  private static final double S3 = -1.98412698298579493134e-04;
  private static final double S4 = 2.75573137070700676789e-06;
  private static final double S5 = -2.50507602534068634195e-08;
  private static final double S6 = 1.58969099521155010221e-10;

  /**
   * The sine of {@code x + y}, up to pi/4.
   *
   * @param tail whether there is a {@code y}
   */
  private static double kernelSin(double x, double y, boolean tail) {
    if ((high(x) & NO_SIGN) < 0x3e40_0000) { // |x| < 2^-27
      return x;
    }
    double z = x * x;
    double v = z * x;
    double r = S2 + z * (S3 + z * (S4 + z * (S5 + z * S6)));
    return tail ? x - ((z * (0.5 * y - v * r) - y) - v * S1) : x + v * (S1 + z * r);
  }

  // ---- k_cos.c ----

  private static final double C1 = 4.16666666666666019037e-02;
  private static final double C2 = -1.38888888888741095749e-03;
  private static final double C3 = 2.48015872894767294178e-05;
  private static final double C4 = -2.75573143513906633035e-07;
  private static final double C5 = 2.08757232129817482790e-09;
  private static final double C6 = -1.13596475577881948265e-11;

  private static double kernelCos(double x, double y) {
    int ix = high(x) & NO_SIGN;
    if (ix < 0x3e40_0000) {
      return 1;
    }
    double z = x * x;
    double r = z * (C1 + z * (C2 + z * (C3 + z * (C4 + z * (C5 + z * C6)))));
    if (ix < 0x3fd3_3333) { // |x| < 0.3
      return 1 - (0.5 * z - (z * r - x * y));
    }
    double quarter = ix > 0x3fe9_0000 ? 0.28125 : of(ix - 0x0020_0000, 0); // some x/4
    double half = 0.5 * z - quarter;
    return (1 - quarter) - (half - (z * r - x * y));
  }

  // ---- k_tan.c ----

  private static final double T0 = 3.33333333333334091986e-01;
  private static final double T1 = 1.33333333333201242699e-01;
  private static final double T2 = 5.39682539762260521377e-02;
  private static final double T3 = 2.18694882948595424599e-02;
  private static final double T4 = 8.86323982359930005737e-03;
  private static final double T5 = 3.59207910759131235356e-03;
  private static final double T6 = 1.45620945432529025516e-03;
  private static final double T7 = 5.88041240820264096874e-04;
  private static final double T8 = 2.46463134818469906812e-04;
  private static final double T9 = 7.81794442939557092300e-05;
  private static final double T10 = 7.14072491382608190305e-05;
  private static final double T11 = -1.85586374855275456654e-05;
  private static final double T12 = 2.59073051863633712884e-05;
  private static final double PIO4 = 7.85398163397448278999e-01;
  private static final double PIO4_LOW = 3.06161699786838301793e-17;

  /**
   * The tangent of {@code x + y}, up to pi/4.
   *
   * @param inverse -1 / tan instead
   */
  private static double kernelTan(double x, double y, boolean inverse) {
    int hx = high(x);
    int ix = hx & NO_SIGN;
    if (ix < 0x3e30_0000) { // |x| < 2^-28
      return inverse ? inverse(x, y, x + y) : x;
    }
    boolean large = ix >= 0x3fe5_9428; // |x| >= 0.6744
    double a = x;
    double b = y;
    if (large) {
      if (hx < 0) {
        a = -a;
        b = -b;
      }
      a = (PIO4 - a) + (PIO4_LOW - b);
      b = 0;
    }
    double z = a * a;
    double w = z * z;
    double r = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
    double v = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
    double s = z * a;
    r = b + z * (s * (r + v) + b);
    r += T0 * s;
    w = a + r;
    if (large) {
      double one = inverse ? -1 : 1;
      double tan = one - 2 * (a - (w * w / (w + one) - r));
      return hx < 0 ? -tan : tan;
    }
    return inverse ? inverse(a, r, w) : w;
  }

  /** -1 / (x + y), more exactly than {@code w}, their sum, allows. */
  private static double inverse(double x, double y, double w) {
    double z = withoutLow(w);
    double v = y - (z - x);
    double a = -1 / w;
    double t = withoutLow(a);
    double s = 1 + t * z;
    return t + a * (s + t * v);
  }

  // ---- e_log.c ----

  private static final double LN2_HIGH = 6.93147180369123816490e-01;
  private static final double LN2_LOW = 1.90821492927058770002e-10;
  private static final double LG1 = 6.666666666666735130e-01;
  private static final double LG2 = 3.999999999940941908e-01;
  private static final double LG3 = 2.857142874366239149e-01;
  private static final double LG4 = 2.222219843214978396e-01;
  private static final double LG5 = 1.818357216161805012e-01;
  private static final double LG6 = 1.531383769920937332e-01;
  private static final double LG7 = 1.479819860511658591e-01;

  /** Stands for {@link StrictMath#log}. */
  public static double log(double x) {
    double m = x;
    int k = 0;
    int hx = high(x);
    if (hx < NORMAL) { // zero, below it, or subnormal
      if (x == 0) {
        return Double.NEGATIVE_INFINITY;
      }
      if (hx < 0) {
        return Double.NaN;
      }
      k = -54;
      m *= TWO_54;
      hx = high(m);
    }
    if (hx >= INFINITE) {
      return m + m;
    }
    k += (hx >> 20) - BIAS;
    hx &= FRACTION;
    int i = (hx + 0x9_5f64) & NORMAL; // so that sqrt(2)/2 < 1+f < sqrt(2)
    k += i >> 20;
    double f = of(hx | (i ^ 0x3ff0_0000), low(m)) - 1;
    double dk = k;
    if ((FRACTION & (2 + hx)) < 3) { // |f| < 2^-20
      if (f == 0) {
        return k == 0 ? 0 : dk * LN2_HIGH + dk * LN2_LOW;
      }
      double r = f * f * (0.5 - 0.33333333333333333 * f);
      return k == 0 ? f - r : dk * LN2_HIGH - ((r - dk * LN2_LOW) - f);
    }
    double s = f / (2 + f);
    double z = s * s;
    double w = z * z;
    double t1 = w * (LG2 + w * (LG4 + w * LG6));
    double t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    double r = t2 + t1;
    if (((hx - 0x6_147a) | (0x6_b851 - hx)) > 0) {
      double half = 0.5 * f * f;
      return k == 0
          ? f - (half - s * (half + r))
          : dk * LN2_HIGH - ((half - (s * (half + r) + dk * LN2_LOW)) - f);
    }
    return k == 0 ? f - s * (f - r) : dk * LN2_HIGH - ((s * (f - r) - dk * LN2_LOW) - f);
  }

  // ---- e_log10.c ----

  private static final double INV_LN10 = 4.34294481903251816668e-01;
  private static final double LOG10_2_HIGH = 3.01029995663611771306e-01;
  private static final double LOG10_2_LOW = 3.69423907715893078616e-13;

  /** Stands for {@link StrictMath#log10}. */
  public static double log10(double x) {
    double m = x;
    int k = 0;
    int hx = high(x);
    if (hx < NORMAL) {
      if (x == 0) {
        return Double.NEGATIVE_INFINITY;
      }
      if (hx < 0) {
        return Double.NaN;
      }
      k = -54;
      m *= TWO_54;
      hx = high(m);
    }
    if (hx >= INFINITE) {
      return m + m;
    }
    k += (hx >> 20) - BIAS;
    int i = k >>> 31;
    double y = k + i;
    double z = y * LOG10_2_LOW + INV_LN10 * log(of((hx & FRACTION) | (BIAS - i) << 20, low(m)));
    return z + y * LOG10_2_HIGH;
  }

  // ---- words ----

  private static int high(double x) {
    return (int) (Double.doubleToRawLongBits(x) >>> 32);
  }

  private static int low(double x) {
    return (int) Double.doubleToRawLongBits(x);
  }

  private static double of(int high, int low) {
    return Double.longBitsToDouble((long) high << 32 | (low & 0xffff_ffffL));
  }

  private static double withoutLow(double x) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(x) & 0xffff_ffff_0000_0000L);
  }
}
