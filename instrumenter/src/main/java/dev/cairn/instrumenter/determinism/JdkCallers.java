package dev.cairn.instrumenter.determinism;

import java.util.Map;
import java.util.Set;

/**
 * The classes of {@code java.base} that ask for what differs, and what is done about each. A class
 * that is in no table keeps its calls; a test reads every JDK's {@code java.base} and knows them
 * all. In the other modules of the JDK every call of a function of {@link MathCalls} is treated.
 */
public final class JdkCallers {
  /** Classes that compute what a job may see. */
  private static final Set<String> MATH =
      Set.of(
          "java/text/CompactNumberFormat",
          "java/util/random/RandomGenerator",
          "jdk/internal/util/random/RandomSupport");

  /** Classes that call these functions, and whose results can't differ for it. */
  private static final Map<String, String> MATH_LEFT =
      Map.of(
          "java/lang/Double", "parses: the sign is that of the text",
          "java/text/DecimalFormat", "asks for a zero's sign, never a NaN's",
          "java/math/BigInteger", "toString: where a number is cut in two; its digits are exact",
          "sun/security/ssl/SSLCipher", "a power of two, exact everywhere",
          "jdk/internal/platform/cgroupv2/CgroupV2Subsystem",
              "the host's processors, not the job's");

  /** Class name prefixes: what writes floating-point numbers into bytes as they are. */
  private static final String[] RAW_BITS = {
    "java/nio/HeapByteBuffer",
    "java/nio/DirectByteBuffer",
    "java/nio/ByteBufferAsDoubleBuffer",
    "java/nio/ByteBufferAsFloatBuffer",
    "java/lang/invoke/VarHandleByteArrayAsDoubles",
    "java/lang/invoke/VarHandleByteArrayAsFloats",
  };

  /**
   * Classes that tell a program the time. All others of {@code java.base} that read a clock measure
   * how long to wait, or how old something of the JDK's own is: they keep the host's.
   */
  private static final Set<String> TIME =
      Set.of(
          "java/text/SimpleDateFormat",
          "java/time/Clock",
          "java/time/Clock$SystemClock",
          "java/time/Clock$SystemInstantSource",
          "java/util/Currency",
          "java/util/Currency$CurrencyProperty",
          "java/util/Currency$SpecialCaseEntry",
          "java/util/Date",
          "java/util/GregorianCalendar",
          "java/util/JapaneseImperialCalendar",
          "java/util/concurrent/TimeUnit",
          "java/util/zip/ZipOutputStream",
          "java/net/HttpCookie",
          "sun/util/calendar/AbstractCalendar",
          "sun/util/calendar/Gregorian",
          "sun/util/calendar/JulianCalendar",
          "sun/util/calendar/LocalGregorianCalendar",
          "sun/util/calendar/ZoneInfo",
          "sun/util/locale/provider/CalendarProviderImpl");

  private JdkCallers() {}

  static boolean tellsTime(String className) {
    return TIME.contains(className);
  }

  static boolean computes(String className) {
    return MATH.contains(className);
  }

  static boolean writesRawBits(String className) {
    for (String prefix : RAW_BITS) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /** Why a class of {@code java.base} keeps its calls of such functions; for the test. */
  static Map<String, String> left() {
    return MATH_LEFT;
  }
}
