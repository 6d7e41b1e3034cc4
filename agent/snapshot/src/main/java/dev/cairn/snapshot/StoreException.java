package dev.cairn.snapshot;

/**
 * The directory of generations can't be read or written, or is full. At the start of a job this
 * ends it with exit code 73; later the job goes on and the older generations stay as they are.
 */
public final class StoreException extends SnapshotException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(73, message, cause);
  }

  public StoreException(String message) {
    super(73, message);
  }
}
