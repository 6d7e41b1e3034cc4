package dev.cairn.agent;

/** Something that ends the start of the job with one line and an exit code. */
public final class AgentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCode}
   * @param message one line: what, where, and what to do about it
   */
  public AgentException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public AgentException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
