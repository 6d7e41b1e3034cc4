package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** The same bits as StrictMath, everywhere. */
class FdlibmTest {
  private static final int EACH = 400_000;

  private static final Map<DoubleUnaryOperator, DoubleUnaryOperator> FUNCTIONS =
      Map.of(
          Fdlibm::sin, StrictMath::sin,
          Fdlibm::cos, StrictMath::cos,
          Fdlibm::tan, StrictMath::tan,
          Fdlibm::log, StrictMath::log,
          Fdlibm::log10, StrictMath::log10);

  @Test
  void sameBitsOnAllKindsOfArguments() {
    long seed = System.nanoTime();
    FUNCTIONS.forEach(
        (own, strict) -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int i = 0; i < EACH; i++) {
            assertSame(own, strict, argument(random, i % 5), "seed " + seed);
          }
        });
  }

  @Test
  void sameBitsAtTheEdges() {
    double[] edges = {
      0,
      Double.MIN_VALUE,
      Double.MIN_NORMAL,
      Double.MAX_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NaN,
      1,
      10,
      0x1.0p-27,
      0x1.0p-28,
      0.3,
      0.67434,
      Math.PI / 4,
      Math.PI / 2,
      3 * Math.PI / 4,
      0x1.0p19 * Math.PI / 2
    };
    FUNCTIONS.forEach(
        (own, strict) -> {
          for (double edge : edges) {
            double x = edge;
            for (int i = 0; i < 3; i++) {
              assertSame(own, strict, x, "edge");
              assertSame(own, strict, -x, "edge");
              assertSame(own, strict, edge - (x - edge), "edge");
              x = Math.nextUp(x);
            }
          }
        });
  }

  private static double argument(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextDouble(-50, 50);
      case 2 -> random.nextDouble(-2, 2);
      case 3 -> {
        double nearMultiple = random.nextInt(-1_000_000, 1_000_000) * (Math.PI / 2);
        yield nearMultiple + Math.ulp(nearMultiple) * random.nextInt(-4, 5);
      }
      default -> Math.scalb(random.nextDouble(-1, 1), random.nextInt(-30, 30));
    };
  }

  private static void assertSame(
      DoubleUnaryOperator own, DoubleUnaryOperator strict, double x, String where) {
    long expected = Double.doubleToLongBits(strict.applyAsDouble(x));
    if (Double.doubleToLongBits(own.applyAsDouble(x)) != expected) {
      assertThat(own.applyAsDouble(x))
          .as("of %s, %s", Double.toHexString(x), where)
          .isEqualTo(strict.applyAsDouble(x));
    }
  }
}
