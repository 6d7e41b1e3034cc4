package dev.cairn.fuzz.run;

/** A program that did not do woven what it does plain; or is none. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  /** What went wrong, so that a smaller program can be held to fail in the same way. */
  public enum What {
    /** The writer's fault, or the shrinker's; not the weaver's. */
    NOT_COMPILED,
    NOT_PLANNED,
    NOT_WOVEN,
    NOT_VERIFIED,
    DIFFERENT_UNDISTURBED,
    DIFFERENT_STOPPED,
    PINNED,
    REFUSED,
    BROKEN,
    HANGING
  }

  private final What what;

  Failure(What what, String message) {
    super(message);
    this.what = what;
  }

  Failure(What what, Throwable cause) {
    super(cause.toString(), cause);
    this.what = what;
  }

  public What what() {
    return what;
  }
}
