package dev.cairn.runtime;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The text of floating-point numbers as {@code Double.toString} and {@code Float.toString} give it
 * from Java 19 on (their specification there; R. Giulietti, The Schubfach way to render doubles),
 * for jobs that began there and go on in an older release, which writes some with more digits
 * (JDK-4511638).
 *
 * <pre>
 *   R = all decimals that are read as v          m = the least number of digits in R
 *   T = those of R with max(m, 2) digits         the text is that of the one nearest to v,
 *                                                of two the one whose last digit is even
 * </pre>
 *
 * <p>Pure, and thread-safe. Not quick: a few microseconds.
 */
public final class DecimalText {
  private static final int DOUBLE_DIGITS = 17;
  private static final int FLOAT_DIGITS = 9;
  private static final int LEAST_DIGITS = 2;

  /** Exponents of ten between which no exponent is written. */
  private static final int PLAIN_ABOVE = -3;

  private static final int PLAIN_UP_TO = 7;

  private DecimalText() {}

  /** Whether a decimal is read as the number whose text is wanted. */
  private interface Reading {
    boolean gives(BigDecimal decimal);
  }

  /** The text of a double. */
  public static String of(double v) {
    if (!Double.isFinite(v) || v == 0) {
      return special(v);
    }
    double m = Math.abs(v);
    return layout(v < 0, nearest(new BigDecimal(m), d -> d.doubleValue() == m, DOUBLE_DIGITS));
  }

  /** The text of a float. */
  public static String of(float v) {
    if (!Float.isFinite(v) || v == 0) {
      return special(v);
    }
    float m = Math.abs(v);
    // BigDecimal.floatValue was not always rounded right (JDK-8205592)
    return layout(
        v < 0, nearest(new BigDecimal(m), d -> Float.parseFloat(d.toString()) == m, FLOAT_DIGITS));
  }

  private static String special(double v) {
    if (Double.isNaN(v)) {
      return "NaN";
    }
    if (v == 0) {
      return 1 / v < 0 ? "-0.0" : "0.0";
    }
    return v > 0 ? "Infinity" : "-Infinity";
  }

  /** Where so many digits are enough, more are: the least is found by halving. */
  private static BigDecimal nearest(BigDecimal exact, Reading reading, int most) {
    int low = LEAST_DIGITS;
    int high = most;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (nearestOf(exact, reading, middle) != null) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    BigDecimal nearest = nearestOf(exact, reading, low);
    if (nearest == null) {
      throw new IllegalStateException(exact + " has no text of " + most + " digits");
    }
    return nearest;
  }

  /** Of all decimals of so many digits that are read right the nearest; null where none is. */
  private static @Nullable BigDecimal nearestOf(BigDecimal exact, Reading reading, int digits) {
    BigDecimal down = exact.round(new MathContext(digits, RoundingMode.DOWN));
    BigDecimal up = exact.round(new MathContext(digits, RoundingMode.UP));
    boolean isDown = reading.gives(down);
    if (!reading.gives(up)) { // what is read as a power of two reaches further up than down
      return isDown ? down : null;
    }
    return isDown ? exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)) : up;
  }

  private static String layout(boolean negative, BigDecimal decimal) {
    BigDecimal d = decimal.stripTrailingZeros();
    String digits = d.unscaledValue().toString();
    int point = digits.length() - d.scale(); // 0.digits · 10^point
    StringBuilder text = new StringBuilder(negative ? "-" : "");
    if (point > PLAIN_UP_TO || point <= PLAIN_ABOVE) {
      text.append(digits.charAt(0)).append('.');
      text.append(digits.length() > 1 ? digits.substring(1) : "0");
      return text.append('E').append(point - 1).toString();
    }
    if (point <= 0) {
      return text.append("0.").append("0".repeat(-point)).append(digits).toString();
    }
    if (digits.length() <= point) {
      return text.append(digits)
          .append("0".repeat(point - digits.length()))
          .append(".0")
          .toString();
    }
    return text.append(digits, 0, point)
        .append('.')
        .append(digits, point, digits.length())
        .toString();
  }
}
