package dev.cairn.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({"500ms,500", "60s,60000", "10m,600000", "2h,7200000", "0,0"})
  void reads(String text, long millis) {
    assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "1d", "1 s", "9999999999999s"})
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> Durations.parse(text)).hasMessageContaining("'" + text + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "1500,1.5 s",
    "59000,59 s",
    "125000,2 min 5 s",
    "7500000,2 h 5 min",
    "180000000,2 d 2 h"
  })
  void isBrief(long millis, String text) {
    assertThat(Durations.brief(Duration.ofMillis(millis))).isEqualTo(text);
  }
}
