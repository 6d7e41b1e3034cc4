package dev.cairn.launch;

/**
 * Ends a command with one line for the person at the terminal and a documented exit code. The
 * message says what, where, and what to do; it needs no stack trace.
 */
public final class CommandException extends RuntimeException {
  private final ExitCode exitCode;

  public CommandException(ExitCode exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public ExitCode exitCode() {
    return exitCode;
  }
}
