package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NanBitsTest {
  @Test
  void theNanOfAnInvalidOperationHasOneForm() {
    double zero = Double.parseDouble("0");
    double infinite = Double.parseDouble("Infinity");
    assertThat(NanBits.doubleToRawLongBits(zero * infinite)).isEqualTo(0x7ff8_0000_0000_0000L);
    assertThat(NanBits.doubleToRawLongBits(-(zero * infinite))).isEqualTo(0x7ff8_0000_0000_0000L);
    float f = Float.parseFloat("0");
    float g = Float.parseFloat("Infinity");
    assertThat(NanBits.floatToRawIntBits(f * g)).isEqualTo(0x7fc0_0000);
    assertThat(NanBits.floatToRawIntBits(-(f * g))).isEqualTo(0x7fc0_0000);
  }

  /** What a program hides in a NaN stays there. */
  @Test
  void otherBitsAreLeft() {
    for (long bits :
        new long[] {0x7ff8_0000_0000_0001L, 0xfff8_0000_dead_beefL, 0x7ff0_0000_0000_0000L, 0, 1}) {
      assertThat(NanBits.doubleToRawLongBits(Double.longBitsToDouble(bits))).isEqualTo(bits);
    }
    for (int bits : new int[] {0x7fc0_0001, 0xffc0_beef, 0x7f80_0000, 0, 1}) {
      assertThat(NanBits.floatToRawIntBits(Float.intBitsToFloat(bits))).isEqualTo(bits);
    }
  }
}
