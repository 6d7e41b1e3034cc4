package dev.cairn.instrumenter.plan;

/** The root can't be found, or can't be one. */
public final class RootException extends PlanException {
  RootException(String message) {
    super(message);
  }
}
