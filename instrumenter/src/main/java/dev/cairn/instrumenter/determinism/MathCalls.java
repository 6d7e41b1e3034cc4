package dev.cairn.instrumenter.determinism;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * {@code math=strict}: the methods of {@code java.lang.Math} whose results may differ between two
 * platforms or Java releases, each with where that was seen, and what stands for it. What is not in
 * the table was measured to be the same bits on x86-64, i386 (SSE and x87), arm64, s390x, ppc64el
 * and armhf, and on 17 and 25; {@code +}, {@code -}, {@code *}, {@code /}, {@code %}, {@code fma}
 * and {@code sqrt} are exact by the language's definition.
 */
public final class MathCalls {
  private static final String MATH = "java/lang/Math";
  private static final String STRICT_MATH = "java/lang/StrictMath";
  private static final String NAN_BITS = "dev/cairn/runtime/NanBits";
  private static final String FDLIBM = "dev/cairn/runtime/Fdlibm";

  /** Before this release they are calls of native code, of which the compiler knows nothing. */
  private static final int IN_JAVA = 21;

  private static final List<String> NATIVE =
      List.of("sin(D)D", "cos(D)D", "tan(D)D", "log(D)D", "log10(D)D");

  /** Method and reason; the replacement is StrictMath's method of the same name. */
  private static final Map<String, String> DIFFER = new TreeMap<>();

  private static final Map<StaticCall, StaticCall> STRICT = new HashMap<>();
  private static final Map<StaticCall, StaticCall> NAN = new HashMap<>();

  static {
    differs("sin(D)D", "other last bits on i386, arm64, s390x, ppc64el, armhf than on x86-64");
    differs("cos(D)D", "as sin");
    differs("tan(D)D", "as sin");
    differs("exp(D)D", "other last bits on the x87, arm64, s390x, ppc64el, armhf than on x86-64");
    differs("log(D)D", "as exp");
    differs("log10(D)D", "as exp");
    differs("pow(DD)D", "as exp");
    differs("cbrt(D)D", "x86-64 has code of its own for it from 25 on");
    differs("tanh(D)D", "x86-64 has code of its own for it from 24 on");
    differs("copySign(DD)D", "reads the sign of a NaN, which 0.0/0.0 has on x86 only");
    differs("copySign(FF)F", "reads the sign of a NaN, which 0.0f/0.0f has on x86 only");

    rawBits("java/lang/Double.doubleToRawLongBits(D)J");
    rawBits("java/lang/Float.floatToRawIntBits(F)I");
  }

  /** The table's methods. */
  static final Substitution FUNCTIONS =
      Substitution.of(STRICT).calling(inJava(Runtime.version().feature()));

  /** The raw bits of a NaN that arithmetic made. */
  static final Substitution RAW_BITS = Substitution.of(NAN);

  static final Substitution APPLICATION = FUNCTIONS.and(RAW_BITS);

  private MathCalls() {}

  private static void differs(String method, String reason) {
    DIFFER.put(method, reason);
    STRICT.put(StaticCall.parse(MATH + "." + method), StaticCall.parse(STRICT_MATH + "." + method));
  }

  private static void rawBits(String method) {
    StaticCall call = StaticCall.parse(method);
    NAN.put(call, new StaticCall(NAN_BITS, call.name(), call.descriptor()));
  }

  /** What stands for functions of StrictMath, with the same results, in a release of Java. */
  private static Map<StaticCall, StaticCall> inJava(int feature) {
    return NATIVE.stream()
        .filter(m -> feature < IN_JAVA)
        .collect(
            Collectors.toMap(
                m -> StaticCall.parse(STRICT_MATH + "." + m),
                m -> StaticCall.parse(FDLIBM + "." + m)));
  }

  /** The table: name and descriptor of each method, and why it is there. */
  public static Map<String, String> table() {
    return Map.copyOf(DIFFER);
  }
}
