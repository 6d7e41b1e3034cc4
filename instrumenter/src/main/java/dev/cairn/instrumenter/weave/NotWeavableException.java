package dev.cairn.instrumenter.weave;

/** A class can't be woven as the plan says; nothing of it is. The message is one line. */
public final class NotWeavableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String className;
  private final String method;
  private final int line;

  /**
   * Says what and where.
   *
   * @param className binary name, such as {@code com.acme.Main}
   * @param method name and descriptor, or empty where the class as a whole is meant
   * @param line source line, or -1
   * @param reason what stands in the way, and what to do
   */
  public NotWeavableException(String className, String method, int line, String reason) {
    super(
        className
            + (method.isEmpty() ? "" : "." + method)
            + (line < 0 ? "" : " line " + line)
            + ": "
            + reason);
    this.className = className;
    this.method = method;
    this.line = line;
  }

  public String className() {
    return className;
  }

  /** Name and descriptor, or empty. */
  public String method() {
    return method;
  }

  /** Source line, or -1. */
  public int line() {
    return line;
  }
}
