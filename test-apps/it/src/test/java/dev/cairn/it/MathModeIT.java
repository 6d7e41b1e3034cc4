package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Leg;
import dev.cairn.it.harness.Outcome;
import dev.cairn.it.harness.SourceProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code math=strict}: {@code Math} gives what {@code StrictMath} does, by whatever way it is
 * called; {@code math=platform} binds a job to machines that compute alike.
 */
class MathModeIT {
  private static final int STOPPED = 85;

  /** MATH stands for Math or StrictMath; ROTATED for what java.desktop computes by Math. */
  private static final String FUNCTIONS =
      """
      import java.lang.invoke.*;
      import java.lang.reflect.*;
      import java.nio.ByteBuffer;
      import java.util.function.*;

      class Functions {
        static final DoubleUnaryOperator REFERENCE = MATH::log;

        public static void main(String[] args) throws Throwable {
          long digest = 0;
          for (int i = 0; i < 60; i++) {
            digest = digest * 31 + step(i);
            System.out.println(i + " " + Long.toHexString(digest));
          }
          for (int i = 0; i < 3; i++) {
            System.out.println(nans(i));
          }
        }

        static long step(int i) throws Throwable {
          long d = 0;
          MethodHandles.Lookup lookup = MethodHandles.lookup();
          MethodType one = MethodType.methodType(double.class, double.class);
          MethodHandle exp = lookup.findStatic(MATH.class, "exp", one);
          Method pow = MATH.class.getMethod("pow", double.class, double.class);
          MethodHandle tanh = lookup.unreflect(MATH.class.getMethod("tanh", double.class));
          for (int k = 0; k < 50; k++) {
            double x = (i * 50 + k - 1500) * 0.0137;
            d = d * 31 + bits(MATH.sin(x)) + bits(MATH.cos(x)) + bits(MATH.tan(x));
            d = d * 31 + bits(MATH.cbrt(x)) + bits(MATH.log10(Math.abs(x) + 1));
            d = d * 31 + bits(REFERENCE.applyAsDouble(Math.abs(x) + 1));
            d = d * 31 + bits((double) exp.invokeExact(x));
            d = d * 31 + bits((double) pow.invoke(null, 1.7, x));
            d = d * 31 + bits((double) tanh.invoke(x));
            d = d * 31 + bits(ROTATED);
          }
          return d;
        }

        static long bits(double x) { return Double.doubleToLongBits(x); }

        static String nans(int i) {
          double made = (i - 1) * (Double.MAX_VALUE * (i + 2));
          made = made - made; // 0 or NaN, of either sign
          ByteBuffer bytes = ByteBuffer.allocate(16);
          bytes.putDouble(0, made).putFloat(8, (float) made);
          double hidden = Double.longBitsToDouble(0xfff8_0000_dead_beefL);
          return Long.toHexString(Double.doubleToRawLongBits(made))
              + " " + Integer.toHexString(Float.floatToRawIntBits((float) made))
              + " " + Long.toHexString(bytes.getLong(0))
              + " " + Integer.toHexString(bytes.getInt(8))
              + " " + MATH.copySign(1.0, made)
              + " " + Long.toHexString(Double.doubleToRawLongBits(hidden));
        }
      }
      """;

  @TempDir Path folder;

  private Job job(String math, String rotated) {
    return SourceProgram.job(
        folder, "Functions", FUNCTIONS.replace("MATH", math).replace("ROTATED", rotated));
  }

  private Job withMath() {
    return job("Math", "java.awt.geom.AffineTransform.getRotateInstance(x).getScaleX()");
  }

  private Leg leg(Job job, Jdk jdk) {
    return new Leg(job, folder).on(jdk).generations(folder.resolve("ck")).option("every", "0");
  }

  private static List<Jdk> jdks() {
    return Jdk.all();
  }

  private static String digests(String out) {
    return out.substring(0, out.lastIndexOf("59 "));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void mathIsStrictMath(Jdk jdk) {
    String strict = leg(job("StrictMath", "StrictMath.cos(x)"), jdk).plain().run().out();
    Outcome plain = leg(withMath(), jdk).plain().run().assertExit(0);
    Outcome woven = leg(withMath(), jdk).run().assertExit(0).assertNoStackTrace();

    assertThat(digests(plain.out())).as("control: Math differs here").isNotEqualTo(digests(strict));
    assertThat(digests(woven.out())).isEqualTo(digests(strict));
  }

  /** Moves at three places, each time to the other release. */
  @Test
  void sameBitsOnEachRelease() {
    Job job = withMath();
    List<Jdk> jdks = Jdk.all();
    String whole = leg(job, jdks.get(0)).option("fresh").run().assertExit(0).out();
    StringBuilder moved = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      Leg leg = leg(job, jdks.get(i % jdks.size()));
      if (i == 0) {
        leg.option("fresh");
      }
      Outcome o = (i < 3 ? leg.option("stop-at", 14) : leg).run().assertNoStackTrace();
      moved.append(o.assertExit(i < 3 ? STOPPED : 0).out());
    }
    assertThat(moved.toString()).isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void oneNanEverywhere(Jdk jdk) {
    String[] lines = leg(withMath(), jdk).run().assertExit(0).out().split("\n", -1);
    String hidden = "fff80000deadbeef";
    String nan = "7ff8000000000000 7fc00000 7ff8000000000000 7fc00000 1.0 " + hidden;
    assertThat(lines[60]).isEqualTo(nan);
    assertThat(lines[62]).isEqualTo(nan);
  }

  @Test
  void platformIsThePlainRunsMath() {
    Job job = withMath();
    Outcome plain = leg(job, Jdk.current()).plain().run().assertExit(0);
    Outcome first = leg(job, Jdk.current()).option("math", "platform").option("stop-at", 20).run();
    Outcome second = leg(job, Jdk.current()).run().assertExit(0);
    assertThat(first.assertExit(STOPPED).out() + second.out()).isEqualTo(plain.out());
  }

  /** A job keeps its mode. */
  @Test
  void anotherModeIsRefused() {
    Job job = withMath();
    leg(job, Jdk.current()).option("stop-at", 20).run().assertExit(STOPPED);
    Outcome o = leg(job, Jdk.current()).option("math", "platform").run().assertExit(65);
    assertThat(o.err()).contains("was taken with math=strict");
  }

  /** From 25 on x86-64 computes tanh and cbrt by code of its own: another platform class. */
  @Test
  void anotherPlatformClassIsRefusedByName() {
    List<Jdk> jdks = Jdk.all();
    if (jdks.size() < 2) {
      throw new AssertionError("this test needs a JDK 17 and a JDK 25; there are " + jdks);
    }
    Job job = withMath();
    leg(job, jdks.get(0)).option("math", "platform").option("stop-at", 9).run().assertExit(STOPPED);
    Outcome o = leg(job, jdks.get(jdks.size() - 1)).run().assertExit(65);
    assertThat(o.err())
        .contains("another platform class")
        .contains("Math.tanh")
        .contains("Math.cbrt");
  }
}
