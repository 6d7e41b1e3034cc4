package dev.cairn.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

/** When a machine goes away, as operators write it. */
class UntilOptionTest {
  /** 10:20 in Vienna. */
  private static final Instant NOW = Instant.parse("2026-03-01T09:20:00Z");

  private final UntilOption option = new UntilOption(Clock.fixed(NOW, ZoneId.of("Europe/Vienna")));

  @Test
  void aTimeOfDayIsTheNextOfThisMachine() {
    assertThat(option.convert("18:00")).isEqualTo("2026-03-01T17:00:00Z");
    assertThat(option.convert("9:30")).isEqualTo("2026-03-02T08:30:00Z");
  }

  @Test
  void anInstantOrADuration() {
    assertThat(option.convert("2026-12-01T06:00:00Z")).isEqualTo("2026-12-01T06:00:00Z");
    assertThat(option.convert("8h")).isEqualTo("2026-03-01T17:20:00Z");
  }

  @Test
  void whatIsNoTimeToComeIsRefused() {
    for (String text : List.of("soon", "25:00", "18:60", "", "18:00:00", "2026-13-01T06:00:00Z")) {
      assertThatThrownBy(() -> option.convert(text))
          .as(text)
          .isInstanceOf(TypeConversionException.class)
          .hasMessageContaining("is no time: write 18:00");
    }
    for (String text : List.of("2026-02-01T06:00:00Z", "0")) {
      assertThatThrownBy(() -> option.convert(text)).as(text).hasMessageContaining("is over");
    }
  }
}
