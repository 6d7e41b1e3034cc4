package dev.cairn.command;

import dev.cairn.launch.Durations;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time to come: {@code 18:00} by this machine's clock, an instant in UTC, or a duration. */
final class UntilOption implements ITypeConverter<Instant> {
  private final Clock clock;

  UntilOption() {
    this(Clock.system(ZoneId.systemDefault()));
  }

  UntilOption(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    Instant until = read(text);
    if (until.isAfter(clock.instant())) {
      return until;
    }
    throw new TypeConversionException("'" + text + "' is over");
  }

  private Instant read(String text) {
    try {
      if (text.matches("\\d{1,2}:\\d{2}")) {
        return next(LocalTime.parse(text.length() < "00:00".length() ? "0" + text : text));
      }
      return text.contains("T") ? Instant.parse(text) : clock.instant().plus(Durations.parse(text));
    } catch (DateTimeParseException | IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + text + "' is no time: write 18:00, 2026-12-01T06:00:00Z, or 8h");
    }
  }

  /** When the clock shows it next. */
  private Instant next(LocalTime time) {
    ZonedDateTime now = ZonedDateTime.now(clock);
    ZonedDateTime today = now.with(time);
    return (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
  }
}
