package dev.cairn.snapshot;

/**
 * What a snapshot operation could not do: one line that says what, where, and what to do about it.
 */
public abstract class SnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final int LONGEST = 2000;

  private final int exitCode;

  protected SnapshotException(int exitCode, String message) {
    super(oneLine(message));
    this.exitCode = exitCode;
  }

  protected SnapshotException(int exitCode, String message, Throwable cause) {
    super(oneLine(message), cause);
    this.exitCode = exitCode;
  }

  /** Names in it may come from a damaged file. */
  private static String oneLine(String message) {
    String shown = message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "...";
    return shown.replaceAll("\\p{Cntrl}", "?");
  }

  /** The exit code of a process that ends because of this. */
  public final int exitCode() {
    return exitCode;
  }
}
