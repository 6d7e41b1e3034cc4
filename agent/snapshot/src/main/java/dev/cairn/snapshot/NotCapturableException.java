package dev.cairn.snapshot;

/** An object that can't be copied exactly is reachable from the job; the job is unharmed. */
public final class NotCapturableException extends SnapshotException {
  private static final long serialVersionUID = 1;

  private final String path;
  private final String reason;
  private final String remedy;

  /**
   * @param path from a root to the object, such as {@code "frame com.acme.Main.run(): local conn ->
   *     com.acme.Pool.socket -> java.net.Socket"}
   * @param reason why it can't be copied
   * @param remedy what to do about it
   */
  public NotCapturableException(String path, String reason, String remedy) {
    super(70, path + ": " + reason + "; " + remedy);
    this.path = path;
    this.reason = reason;
    this.remedy = remedy;
  }

  public String path() {
    return path;
  }

  public String reason() {
    return reason;
  }

  public String remedy() {
    return remedy;
  }
}
