package dev.cairn.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FingerprintTest {
  /** CRC-32's and Adler-32's own check values, for the digits 1 to 9. */
  @Test
  void isLengthAndBothSums() {
    byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    assertThat(Fingerprint.of(digits)).isEqualTo("00000009" + "cbf43926" + "091e01de");
    assertThat(Fingerprint.of(new byte[0])).isEqualTo("00000000" + "00000000" + "00000001");
  }

  @Test
  void differsWhereABitDoesOrAByteIsMissing() {
    byte[] bytes = new byte[300];
    new Random(7).nextBytes(bytes);
    Set<String> all = new HashSet<>(Set.of(Fingerprint.of(bytes)));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] other = bytes.clone();
      other[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(all.add(Fingerprint.of(other))).as("bit %d", bit).isTrue();
    }
    for (int n = 0; n < bytes.length; n++) {
      assertThat(all.add(Fingerprint.of(Arrays.copyOf(bytes, n)))).as("%d bytes", n).isTrue();
    }
  }
}
