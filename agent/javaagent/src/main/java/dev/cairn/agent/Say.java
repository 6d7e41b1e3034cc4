package dev.cairn.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The agent's voice: whole lines on the process's standard error, never through the job's {@code
 * System.err}, which the job may have replaced. Thread-safe.
 */
public final class Say {
  private final PrintStream out;
  private int statusWidth;

  /** To the process's standard error. */
  public Say() {
    this(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
  }

  /** To any stream. */
  public Say(PrintStream out) {
    this.out = out;
  }

  /** One line, above the status line where there is one. */
  public synchronized void line(String text) {
    clearStatus();
    out.println("cairn: " + text.replace('\n', ' '));
  }

  /** Several lines as they are, such as a printed plan. */
  public synchronized void block(String text) {
    clearStatus();
    out.print(text.endsWith("\n") ? text : text + "\n");
    out.flush();
  }

  /** Rewrites the status line of a terminal. */
  public synchronized void status(String text) {
    String padded = "cairn: " + text;
    int width = padded.length();
    while (padded.length() < statusWidth) {
      padded += " ";
    }
    statusWidth = width;
    out.print("\r" + padded);
    out.flush();
  }

  /** Takes the status line away. */
  public synchronized void endStatus() {
    clearStatus();
  }

  private void clearStatus() {
    if (statusWidth > 0) {
      out.print("\r" + " ".repeat(statusWidth) + "\r");
      statusWidth = 0;
    }
  }
}
