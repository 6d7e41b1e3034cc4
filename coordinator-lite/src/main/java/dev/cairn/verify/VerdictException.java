package dev.cairn.verify;

/** Ends a verification early; it never leaves {@link Verification}. */
final class VerdictException extends Exception {
  private final Verdict verdict;

  VerdictException(Verdict verdict, String message) {
    super(message, null, false, false);
    this.verdict = verdict;
  }

  Verdict verdict() {
    return verdict;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
