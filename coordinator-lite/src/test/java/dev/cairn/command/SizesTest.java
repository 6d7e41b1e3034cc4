package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 kB",
    "999949,999.9 kB",
    "999950,1.0 MB",
    "12345678901,12.3 GB"
  })
  void isBrief(long bytes, String text) {
    assertThat(Sizes.brief(bytes)).isEqualTo(text);
  }
}
