package dev.cairn.instrumenter.weave;

import org.jspecify.annotations.Nullable;

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

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stage s && s.kind == kind && s.at == at;
  }

  @Override
  public int hashCode() {
    return at;
  }

  @Override
  public String toString() {
    return kind == Kind.ENTRY ? "entry" : (kind == Kind.HEADER ? "header@" : "monitorenter@") + at;
  }
}
