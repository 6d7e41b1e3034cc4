package dev.cairn.snapshot;

/** This JVM's heap can't be read or written exactly. Exit code 69. */
public final class UnsupportedJvmException extends SnapshotException {
  private static final long serialVersionUID = 1;

  /** One line: what was found, and which JVM to take. */
  public UnsupportedJvmException(String message) {
    super(69, message);
  }

  public UnsupportedJvmException(String message, Throwable cause) {
    super(69, message, cause);
  }
}
