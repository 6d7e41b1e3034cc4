package dev.cairn.command;

import java.io.PrintWriter;

/** Says what is being done: on a terminal in one line that is rewritten, else a line each. */
final class ProgressLine implements AutoCloseable {
  private static final String BEGIN_AND_CLEAR = "\r\u001b[K";
  private static final int WIDTH = 110;

  private final PrintWriter err;
  private final String prefix;
  private final boolean terminal = Boolean.getBoolean(Main.TERMINAL);
  private boolean open;

  ProgressLine(PrintWriter err, String prefix) {
    this.err = err;
    this.prefix = prefix;
  }

  void say(String text) {
    String line = prefix + text;
    if (terminal) {
      err.print(BEGIN_AND_CLEAR + (line.length() > WIDTH ? line.substring(0, WIDTH) : line));
      open = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (open) {
      err.print(BEGIN_AND_CLEAR);
      err.flush();
      open = false;
    }
  }
}
