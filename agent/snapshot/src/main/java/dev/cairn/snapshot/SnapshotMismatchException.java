package dev.cairn.snapshot;

/** A sound snapshot that does not fit this program or this JVM. Exit code 65. */
public final class SnapshotMismatchException extends SnapshotException {
  private static final long serialVersionUID = 1;

  /** One line: what differs, where, and what to do. */
  public SnapshotMismatchException(String message) {
    super(65, message);
  }
}
