package dev.cairn.instrumenter.weave;

/** A method can't be woven. */
final class UnsupportedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;

  UnsupportedException(int line, String reason) {
    super(reason);
    this.line = line;
  }

  int line() {
    return line;
  }
}
