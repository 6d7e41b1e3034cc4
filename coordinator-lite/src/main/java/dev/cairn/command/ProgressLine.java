package dev.cairn.command;

import java.io.PrintWriter;

/**
 * Says what is being done: on a terminal in one line that is rewritten, else a line each; what
 * merely ticks, at most every few seconds.
 */
final class ProgressLine implements AutoCloseable {
  private static final String BEGIN_AND_CLEAR = "\r\u001b[K";
  private static final int WIDTH = 110;
  private static final long TICK_NANOS = 2_000_000_000L;

  private final PrintWriter err;
  private final String prefix;
  private final boolean terminal = Boolean.getBoolean(Main.TERMINAL);
  private boolean open;
  private long lastTick = System.nanoTime() - TICK_NANOS;

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

  /** As {@link #say}, for what comes several times a second. */
  void tick(String text) {
    long now = System.nanoTime();
    if (terminal || now - lastTick >= TICK_NANOS) {
      lastTick = now;
      say(text);
    }
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
