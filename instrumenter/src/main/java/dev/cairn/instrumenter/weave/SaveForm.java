package dev.cairn.instrumenter.weave;

/**
 * How the points of one copy of a method save and leave. All forms save the same values in the same
 * order; each next one is smaller, and slower while HotSpot interprets it.
 */
public enum SaveForm {
  /**
   * Each check reads the flag itself, and each point begins its frame at a place of its own: what
   * HotSpot interprets fastest, and some 22 bytes for each call.
   */
  OWN,
  /**
   * Each check is a call that also begins the frame, which HotSpot inlines; points at which the
   * stack and the saved locals are alike share all that follows. Seven to nine bytes for each call.
   */
  SHARED,
  /**
   * As {@link #SHARED}; where the method is left, the values go as arguments to a method of the
   * class that pushes them.
   */
  OUTLINED
}
