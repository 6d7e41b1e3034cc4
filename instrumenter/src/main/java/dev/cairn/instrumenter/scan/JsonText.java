package dev.cairn.instrumenter.scan;

/** Writes JSON, value by value; commas come by themselves. */
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private boolean first = true;

  /** Begins an object or an array. */
  JsonText open(char bracket) {
    separate();
    out.append(bracket);
    first = true;
    return this;
  }

  JsonText close(char bracket) {
    out.append(bracket);
    first = false;
    return this;
  }

  /** A member's name; its value comes next. */
  JsonText name(String name) {
    string(name);
    out.append(':');
    first = true;
    return this;
  }

  JsonText number(long value) {
    separate();
    out.append(value);
    return this;
  }

  JsonText bool(boolean value) {
    separate();
    out.append(value);
    return this;
  }

  JsonText string(String value) {
    separate();
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
    return this;
  }

  private void separate() {
    if (!first) {
      out.append(',');
    }
    first = false;
  }

  /** What was written so far, and a line's end. */
  @Override
  public String toString() {
    return out + "\n";
  }
}
