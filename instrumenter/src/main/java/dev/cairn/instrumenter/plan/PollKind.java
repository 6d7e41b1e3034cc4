package dev.cairn.instrumenter.plan;

/** How a latch asks whether a stop is wanted. */
public enum PollKind {
  /**
   * Between strips in counted loops whose passes are short, {@link #PERIODIC} in other small hot
   * bodies, {@link #EVERY} elsewhere.
   */
  AUTOMATIC,
  /** Reads the request at every pass. */
  EVERY,
  /** Reads the request at every 1,024th pass. */
  PERIODIC,
  /** Counts every pass, so that a stop at the nth safe point is exact. */
  EXACT
}
