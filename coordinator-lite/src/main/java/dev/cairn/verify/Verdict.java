package dev.cairn.verify;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.cairn.launch.ExitCode;
import java.util.Locale;

/** How a verification ended. */
public enum Verdict {
  IDENTICAL(ExitCode.OK, "identical"),
  DIFFERENT(ExitCode.DIFFERENT, "DIFFERENT"),
  REFUSED(ExitCode.REFUSED, "REFUSED"),
  NOT_RUN(ExitCode.NOT_RUN, "NOT RUN");

  private final ExitCode exitCode;
  private final String word;

  Verdict(ExitCode exitCode, String word) {
    this.exitCode = exitCode;
    this.word = word;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** As the last line begins. */
  public String word() {
    return word;
  }

  @JsonValue
  String json() {
    return name().toLowerCase(Locale.ROOT);
  }
}
