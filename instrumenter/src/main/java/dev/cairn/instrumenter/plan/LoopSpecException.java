package dev.cairn.instrumenter.plan;

/** A loop specification is malformed or marks nothing. */
public final class LoopSpecException extends PlanException {
  LoopSpecException(String message) {
    super(message);
  }
}
