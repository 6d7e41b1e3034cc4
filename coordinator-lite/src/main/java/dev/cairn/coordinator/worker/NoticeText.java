package dev.cairn.coordinator.worker;

import dev.cairn.launch.Durations;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a notice of eviction says: a time as in {@code {"action":"terminate",
 * "time":"2026-03-01T08:22:00Z"}}, or a duration such as {@code 120s}. One that says neither still
 * is one.
 */
final class NoticeText {
  /** The shortest that a large provider gives. */
  static final Duration UNSAID = Duration.ofSeconds(30);

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?Z");

  private NoticeText() {}

  /** The time that is left, at least 0. */
  static Duration left(String text, Clock clock) {
    Matcher time = TIME.matcher(text);
    try {
      Duration left =
          time.find()
              ? Duration.between(clock.instant(), Instant.parse(time.group()))
              : Durations.parse(text.strip());
      return left.isNegative() ? Duration.ZERO : left;
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return UNSAID;
    }
  }
}
