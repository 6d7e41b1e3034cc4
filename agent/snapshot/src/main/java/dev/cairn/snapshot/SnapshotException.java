package dev.cairn.snapshot;

/**
 * What a snapshot operation could not do: one line that says what, where, and what to do about it.
 */
public abstract class SnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  protected SnapshotException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  protected SnapshotException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** The exit code of a process that ends because of this. */
  public final int exitCode() {
    return exitCode;
  }
}
