package dev.cairn.benchmarks.abilities;

/** What came of a try, in a table's cell. */
final class Outcome {
  private static final int LONGEST = 110;

  /** What every failure's cell begins with. */
  static final String NO = "**no**: ";

  private Outcome() {}

  /** What it told beside what it should have told. */
  static String told(String expected, String told) {
    return told.equals(expected)
        ? "same"
        : "**another**: " + brief(told) + ", not " + brief(expected);
  }

  /** What was thrown: the first cause, and the first line of its message. */
  static String threw(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return failed(
        cause.getClass().getSimpleName()
            + (message == null ? "" : ": " + message.lines().findFirst().orElse("")));
  }

  /** Something else that went wrong. */
  static String failed(String what) {
    return NO + brief(what);
  }

  /** Within a cell: one line, not too long. */
  private static String brief(String text) {
    String line = text.replace('|', '/').replace('\n', ' ').strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
