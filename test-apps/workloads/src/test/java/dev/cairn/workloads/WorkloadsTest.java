package dev.cairn.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkloadsTest {
  private static String output(Consumer<String[]> main, String... args) {
    PrintStream old = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      main.accept(args);
    } finally {
      System.setOut(old);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void assertRepeatable(Consumer<String[]> main, String... args) {
    String first = output(main, args);
    assertThat(first).containsPattern("digest: [0-9a-f]{16}\\R$");
    assertThat(output(main, args)).isEqualTo(first);
  }

  @Test
  void nBodyRepeats() {
    assertRepeatable(NBody::main, "20", "50");
    assertThat(output(NBody::main, "20", "50", "18"))
        .isNotEqualTo(output(NBody::main, "20", "50", "17"));
  }

  @Test
  void monteCarloRepeats() {
    assertRepeatable(MonteCarlo::main, "8", "2000");
  }

  @Test
  void heatRepeats() {
    assertRepeatable(Heat::main, "24", "100");
  }

  @Test
  void boxesRepeat() {
    assertRepeatable(Boxes::main, "30", "40");
  }

  /** The exponents of Mersenne primes, and as many primes beside them. */
  @ParameterizedTest
  @ValueSource(ints = {7, 13, 17, 19, 31, 61, 89, 107, 127, 521, 607, 1279})
  void findsPrimes(int p) {
    assertThat(output(LucasLehmer::main, p + "", "1")).contains("M" + p + " is prime");
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 23, 29, 37, 67, 257, 523, 1283})
  void findsComposites(int p) {
    BigInteger m = BigInteger.TWO.pow(p).subtract(BigInteger.ONE);
    BigInteger s = BigInteger.valueOf(4);
    for (int i = 0; i < p - 2; i++) {
      s = s.pow(2).subtract(BigInteger.TWO).mod(m);
    }
    assertThat(output(LucasLehmer::main, p + "", "1"))
        .contains("M" + p + " is composite, residue " + String.format("%016X", s.longValue()));
  }

  @Test
  void namesTheBadArgument() {
    assertThatThrownBy(() -> NBody.main(new String[] {"30", "many"}))
        .hasMessage("argument 2 is not a whole number: many; usage: NBody [bodies [steps [seed]]]");
  }
}
