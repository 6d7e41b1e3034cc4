package dev.cairn.instrumenter.weave;

/**
 * A step on the clone's way from its entry to a point. Going by all loop headers and monitors on
 * the way, outermost first, keeps every loop single-entry and every monitor balanced.
 *
 * @param kind which
 * @param at the header's first instruction, or the {@code monitorenter}; -1 for the entry
 */
record Stage(Kind kind, int at) {
  /** What is passed. */
  enum Kind {
    ENTRY,
    HEADER,
    MONITOR
  }

  static final Stage ENTRY = new Stage(Kind.ENTRY, -1);

  @Override
  public String toString() {
    return kind == Kind.ENTRY ? "entry" : (kind == Kind.HEADER ? "header@" : "monitorenter@") + at;
  }
}
