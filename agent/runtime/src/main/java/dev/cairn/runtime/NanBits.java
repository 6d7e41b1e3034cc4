package dev.cairn.runtime;

/**
 * Raw bits of floating-point numbers, the same on every processor. An invalid operation such as
 * {@code 0.0 / 0.0} makes a NaN whose sign is set on x86 and clear everywhere else; raw bits show
 * it. That one NaN is turned into the other. All further NaNs, signalling ones among them, carry
 * bits that a program put there: they are left.
 */
public final class NanBits {
  private static final long MADE_BY_X86 = 0xfff8_0000_0000_0000L;
  private static final long CANONICAL = 0x7ff8_0000_0000_0000L;
  private static final int MADE_BY_X86_FLOAT = 0xffc0_0000;
  private static final int CANONICAL_FLOAT = 0x7fc0_0000;

  private NanBits() {}

  /** Stands for {@code Double.doubleToRawLongBits}. */
  public static long doubleToRawLongBits(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits == MADE_BY_X86 ? CANONICAL : bits;
  }

  /** Stands for {@code Float.floatToRawIntBits}. */
  public static int floatToRawIntBits(float value) {
    int bits = Float.floatToRawIntBits(value);
    return bits == MADE_BY_X86_FLOAT ? CANONICAL_FLOAT : bits;
  }
}
