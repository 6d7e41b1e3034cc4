package dev.cairn.agent.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

/**
 * What must be equal for {@code Math} to agree: for each function that may differ a checksum over
 * the raw bits of its results, computed here and now and not told from names.
 *
 * <pre>
 *   cbrt:1f0c93aa cos:77d1e0b2 ... tanh:0a5b66c1
 * </pre>
 */
public final class PlatformClass {
  /** Of the results some percent differ in the last bit where two platforms differ at all. */
  private static final int SAMPLES = 2000;

  private static final SortedMap<String, DoubleUnaryOperator> FUNCTIONS =
      new TreeMap<>(
          Map.of(
              "sin", x -> Math.sin(x * 100),
              "cos", x -> Math.cos(x * 100),
              "tan", x -> Math.tan(x * 100),
              "exp", x -> Math.exp(x * 40),
              "log", x -> Math.log(Math.abs(x) * 1000),
              "log10", x -> Math.log10(Math.abs(x) * 1000),
              "pow", x -> Math.pow(Math.abs(x) * 20, x * 7),
              "cbrt", x -> Math.cbrt(x * 1000),
              "tanh", x -> Math.tanh(x * 4)));

  private PlatformClass() {}

  /** This JVM's. */
  public static String compute() {
    return FUNCTIONS.entrySet().stream()
        .map(f -> f.getKey() + ":" + checksum(f.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String checksum(DoubleUnaryOperator function) {
    CRC32 sum = new CRC32();
    long state = 42;
    for (int i = 0; i < SAMPLES; i++) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      double x = (state >> 11) * 0x1.0p-52; // exact, in -1 to 1
      long bits = Double.doubleToLongBits(function.applyAsDouble(x));
      for (int shift = 56; shift >= 0; shift -= 8) {
        sum.update((int) (bits >>> shift));
      }
    }
    return String.format("%08x", sum.getValue());
  }

  /** The functions in which two platform classes differ. */
  public static List<String> difference(String one, String other) {
    List<String> others = List.of(other.split(" ", -1));
    List<String> functions = new ArrayList<>();
    for (String f : one.split(" ", -1)) {
      if (!others.contains(f)) {
        functions.add(f.replaceAll(":.*", ""));
      }
    }
    return functions;
  }
}
