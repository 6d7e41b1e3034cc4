package dev.cairn.launch;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as the agent's options write them: {@code 500ms}, {@code 60s}, {@code 10m}, {@code 2h},
 * {@code 0}.
 */
public final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException with one line saying what is expected
   */
  public static Duration parse(String text) {
    if (text.equals("0")) {
      return Duration.ZERO;
    }
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a duration: write 500ms, 60s, 10m, 2h or 0");
    }
    long n = Long.parseLong(m.group(1));
    return switch (m.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      default -> Duration.ofHours(n);
    };
  }

  /** For people: the two largest units that say something. */
  public static String brief(Duration d) {
    long s = d.toSeconds();
    if (s < 10) {
      return String.format(Locale.ROOT, "%.1f s", d.toMillis() / 1000.0);
    }
    if (s < 120) {
      return s + " s";
    }
    if (s < 7200) {
      return s / 60 + " min " + s % 60 + " s";
    }
    if (s < 172_800) {
      return s / 3600 + " h " + s / 60 % 60 + " min";
    }
    return s / 86_400 + " d " + s / 3600 % 24 + " h";
  }
}
