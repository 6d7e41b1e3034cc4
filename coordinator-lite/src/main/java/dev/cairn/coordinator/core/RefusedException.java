package dev.cairn.coordinator.core;

/** What was asked for can't be done; nothing has changed. The message says what and why. */
public final class RefusedException extends RuntimeException {
  /** What kind of no it is. */
  public enum Kind {
    /** No such job or host. */
    UNKNOWN,
    /** Not in this state. */
    CONFLICT,
    /** The lease it was done under is no longer the newest. */
    STALE
  }

  private final Kind kind;

  public RefusedException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
