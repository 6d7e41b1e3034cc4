package dev.cairn.it.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A started process. Its output is read as it comes; waiting is for lines, never for time. */
public final class Running {
  /** Collects a stream and tells who waits for it. */
  private final class Pump {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Thread thread;
    private boolean ended;

    Pump(InputStream in, String name) {
      thread = new Thread(() -> pump(in), name);
      thread.setDaemon(true);
      thread.start();
    }

    private void pump(InputStream in) {
      byte[] buffer = new byte[8192];
      try {
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          synchronized (Running.this) {
            bytes.write(buffer, 0, n);
            Running.this.notifyAll();
          }
        }
      } catch (IOException e) {
        // A killed process's pipe: what was read until then counts.
      }
      synchronized (Running.this) {
        ended = true;
        Running.this.notifyAll();
      }
    }

    String text() {
      synchronized (Running.this) {
        return bytes.toString(StandardCharsets.UTF_8);
      }
    }
  }

  private final Process process;
  private final List<String> command;
  private final Path report;
  private final Pump out;
  private final Pump err;
  private final Duration patience;

  private Running(Process process, List<String> command, Path report, Duration patience) {
    this.process = process;
    this.command = command;
    this.report = report;
    this.patience = patience;
    out = new Pump(process.getInputStream(), "stdout of " + process.pid());
    err = new Pump(process.getErrorStream(), "stderr of " + process.pid());
  }

  static Running start(
      List<String> command,
      Path workingDirectory,
      Map<String, String> environment,
      Path report,
      @Nullable Path out,
      Duration patience) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile());
    if (out != null) {
      builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
    }
    // What a developer's shell sets must not reach the jobs: it prints to stderr, or worse.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().putAll(environment);
    try {
      return new Running(builder.start(), command, report, patience);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Any other program, which ends within five minutes. */
  public static Running start(
      List<String> command, Path workingDirectory, Map<String, String> environment) {
    return start(command, workingDirectory, environment, Duration.ofMinutes(5));
  }

  /** Any other program. */
  public static Running start(
      List<String> command,
      Path workingDirectory,
      Map<String, String> environment,
      Duration patience) {
    return start(
        command,
        workingDirectory,
        environment,
        workingDirectory.resolve("no-report"),
        null,
        patience);
  }

  public long pid() {
    return process.pid();
  }

  /** Waits for a line on standard output. */
  public String awaitOut(String containing) {
    return await(out, 1, containing);
  }

  /** Waits for a line on standard error. */
  public String awaitErr(String containing) {
    return await(err, 1, containing);
  }

  /** Waits until that many lines on standard error contain the text. */
  public String awaitErr(String containing, int times) {
    return await(err, times, containing);
  }

  private synchronized String await(Pump pump, int times, String containing) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      String text = pump.text();
      List<String> found =
          text.substring(0, text.lastIndexOf('\n') + 1)
              .lines()
              .filter(l -> l.contains(containing))
              .toList();
      if (found.size() >= times) {
        return found.get(times - 1);
      }
      long left = end - System.nanoTime();
      if (pump.ended || left <= 0) {
        process.destroyForcibly();
        throw new AssertionError(
            String.format(
                "%d lines with <%s> awaited of %s%n--- out%n%s--- err%n%s",
                times, containing, command, out.text(), err.text()));
      }
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  public Running send(String input) {
    try {
      OutputStream in = process.getOutputStream();
      in.write(input.getBytes(StandardCharsets.UTF_8));
      in.flush();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Running closeInput() {
    try {
      process.getOutputStream().close();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has said last on standard error so far; empty where nothing. */
  public String lastErr() {
    List<String> lines = err.text().lines().toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }

  /** SIGTERM. (By the handle: Process.destroy would close the streams, too.) */
  public Running terminate() {
    process.toHandle().destroy();
    return this;
  }

  /** SIGKILL. */
  public Running kill() {
    process.toHandle().destroyForcibly();
    return this;
  }

  /** Waits up to the given time for its end; true if it ended. */
  public boolean endsWithin(Duration time) {
    try {
      return process.waitFor(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until the condition holds; false if the process ended before. */
  public boolean reaches(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      if (endsWithin(Duration.ofMillis(5))) {
        return false;
      }
    }
    return true;
  }

  /** Waits for its end. */
  public Outcome end() {
    if (!endsWithin(patience)) {
      process.destroyForcibly();
      throw new AssertionError(
          "still running after "
              + patience
              + ": "
              + command
              + "\n--- out\n"
              + out.text()
              + "\n--- err\n"
              + err.text());
    }
    try {
      out.thread.join();
      err.thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new Outcome(process.exitValue(), out.text(), err.text(), command, report);
  }
}
