package dev.cairn.instrumenter.plan;

/** A text is not a plan that this version wrote. */
public final class PlanFormatException extends PlanException {
  PlanFormatException(String message) {
    super(message);
  }
}
