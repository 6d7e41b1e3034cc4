package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The text of numbers as Java 19 and later write it, in whatever release this is. */
class DecimalTextTest {
  @Test
  void whereReleasesDiffer() {
    assertThat(DecimalText.of(2e23)).isEqualTo("2.0E23");
    assertThat(DecimalText.of(9.9e-324)).isEqualTo("9.9E-324");
    assertThat(DecimalText.of(Double.MIN_VALUE)).isEqualTo("4.9E-324");
    assertThat(DecimalText.of(1.1E-5f)).isEqualTo("1.1E-5");
    assertThat(DecimalText.of(Float.MIN_VALUE)).isEqualTo("1.4E-45");
    assertThat(DecimalText.of(3.355443E7f)).isEqualTo("3.355443E7");
  }

  @Test
  void layouts() {
    assertThat(DecimalText.of(-0.0)).isEqualTo("-0.0");
    assertThat(DecimalText.of(0f)).isEqualTo("0.0");
    assertThat(DecimalText.of(Double.NaN)).isEqualTo("NaN");
    assertThat(DecimalText.of(Float.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
    assertThat(DecimalText.of(0.001)).isEqualTo("0.001");
    assertThat(DecimalText.of(9.99e-4)).isEqualTo("9.99E-4");
    assertThat(DecimalText.of(9999999.0)).isEqualTo("9999999.0");
    assertThat(DecimalText.of(1e7)).isEqualTo("1.0E7");
    assertThat(DecimalText.of(-12.5)).isEqualTo("-12.5");
    assertThat(DecimalText.of(Double.MAX_VALUE)).isEqualTo("1.7976931348623157E308");
  }

  /** The sums are those that Java 25 gives of its own {@code toString}. */
  @Test
  void sixtyThousandAsJava25WritesThem() {
    SplittableRandom random = new SplittableRandom(7);
    int doubles = 0;
    int floats = 0;
    for (int i = 0; i < 30_000; i++) {
      doubles = doubles * 31 + DecimalText.of(one(random, i)).hashCode();
      floats = floats * 31 + DecimalText.of(small(random, i)).hashCode();
    }
    assertThat(doubles).isEqualTo(-550437006);
    assertThat(floats).isEqualTo(-1654371441);
  }

  private static double one(SplittableRandom random, int i) {
    return switch (i % 6) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> Math.scalb(1.0, random.nextInt(2098) - 1074);
      case 2 -> random.nextInt(1_000_000) * 1e20;
      case 3 -> StrictMath.exp(40 * random.nextDouble() - 20);
      case 4 -> random.nextLong() >>> random.nextInt(60);
      default -> Double.longBitsToDouble(random.nextLong() >>> random.nextInt(40));
    };
  }

  private static float small(SplittableRandom random, int i) {
    return switch (i % 3) {
      case 0 -> Float.intBitsToFloat(random.nextInt());
      case 1 -> (float) random.nextDouble() * 1000;
      default -> (float) (random.nextInt(100_000) * StrictMath.pow(10, random.nextInt(20) - 10));
    };
  }
}
