package dev.cairn.instrumenter.weave;

/** Where in a method it can be saved, and re-entered. */
public enum PointKind {
  /** The latch of a marked loop: goes on at the loop's header. */
  LATCH,
  /** A call that may be unwound: goes on inside the call, and then after it. */
  CALL,
  /** A call of {@code Cairn.safePoint()}: goes on after it. */
  EXPLICIT
}
