package dev.cairn.instrumenter.weave;

/**
 * How the points of one copy of a method save and leave. Both forms save the same values in the
 * same order.
 */
public enum SaveForm {
  /** Each value is pushed where the method is left; what points save alike they share. */
  PUSHED,
  /** The values go as arguments to methods of the class that push them. */
  OUTLINED
}
