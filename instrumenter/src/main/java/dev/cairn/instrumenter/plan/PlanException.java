package dev.cairn.instrumenter.plan;

/** No plan can be made; the message is one line for the user: what, where, and what to do. */
public sealed class PlanException extends RuntimeException
    permits LoopSpecException, RootException, PlanFormatException {
  PlanException(String message) {
    super(message);
  }
}
