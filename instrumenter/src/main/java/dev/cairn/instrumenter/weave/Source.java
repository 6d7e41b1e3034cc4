package dev.cairn.instrumenter.weave;

import org.jspecify.annotations.Nullable;

/**
 * Where the clone takes a local or operand from.
 *
 * @param kind which
 * @param site for {@link Kind#LOCK} the {@code monitorenter} whose lock it is, else -1
 */
record Source(Kind kind, int site) {
  /** Where from. */
  enum Kind {
    /** From the frame: pushed there by the save block. */
    SAVED,
    /** From the frame as well, where it is zero or null: the local is dead, see UniformLocals. */
    ZERO,
    /** Zero or null: its value is never read again, but the verifier wants its type. */
    DEFAULT,
    /** From the shadow local of a monitor held. */
    LOCK,
    /** From nowhere: not usable, or an uninitialized object that the clone creates later. */
    ABSENT
  }

  static final Source SAVED = new Source(Kind.SAVED, -1);
  static final Source ZERO = new Source(Kind.ZERO, -1);
  static final Source DEFAULT = new Source(Kind.DEFAULT, -1);
  static final Source ABSENT = new Source(Kind.ABSENT, -1);

  static Source lock(int site) {
    return new Source(Kind.LOCK, site);
  }

  /** Whether it is in the frame. */
  boolean isPopped() {
    return kind == Kind.SAVED || kind == Kind.ZERO;
  }

  /** A record's own would be linked at its first use, at every start; so would its hash. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Source s && s.kind == kind && s.site == site;
  }

  @Override
  public int hashCode() {
    return site;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case SAVED -> "saved";
      case ZERO -> "zero";
      case DEFAULT -> "default";
      case LOCK -> "lock@" + site;
      case ABSENT -> "-";
    };
  }
}
