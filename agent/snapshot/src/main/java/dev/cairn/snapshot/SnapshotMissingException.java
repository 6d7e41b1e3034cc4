package dev.cairn.snapshot;

/** There is no such snapshot file. Exit code 66. */
public final class SnapshotMissingException extends SnapshotException {
  private static final long serialVersionUID = 1;

  public SnapshotMissingException(String file) {
    super(66, file + ": no such snapshot; look into the directory of generations");
  }
}
