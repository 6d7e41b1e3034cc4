package dev.cairn.benchmarks.move;

import dev.cairn.verify.AgentReport;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One JVM of a job, from its start to its stop by SIGTERM. */
final class Leg implements Closeable {
  private static final String RESUMED = "resumed from generation ";
  private static final int CHECKPOINTED = 85;

  /** More than any leg takes; so that a benchmark that hangs ends. */
  private static final int PATIENCE_SECONDS = 400;

  private static final int LOOK_MILLIS = 50;

  private final Path dir;
  private final Path report;
  private final Process process;
  private final long started = System.nanoTime();
  private final List<String> said = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<Long> resumed = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> errorsEnd;

  Leg(List<String> command, Path folder, Path dir, Path report) throws IOException {
    this.dir = dir;
    this.report = report;
    process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    errorsEnd = CompletableFuture.runAsync(this::listen);
  }

  private void listen() {
    BufferedReader errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    errors
        .lines()
        .forEach(
            line -> {
              said.add(line);
              if (line.contains(RESUMED)) {
                resumed.complete(System.nanoTime() - started);
              }
            });
    resumed.completeExceptionally(new IOException("it did not resume: " + said));
  }

  /** Seconds from the start of the process until it said that it goes on from a snapshot. */
  double resumed() throws IOException {
    try {
      return resumed.get() / 1e9;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The number of the newest generation, 0 before the first. */
  long newest() throws IOException {
    if (!Files.isDirectory(dir)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(dir)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.matches("gen-\\d+\\.cairn"))
          .mapToLong(f -> Long.parseLong(f.replaceAll("\\D", "")))
          .max()
          .orElse(0);
    }
  }

  /** Waits until it has written that generation. */
  void await(long generation) throws IOException {
    while (newest() < generation) {
      if (!process.isAlive()) {
        throw new IOException("it ended before its generation " + generation + ": " + said);
      }
      pause();
    }
  }

  /** Stops it by SIGTERM; seconds until the process had ended. */
  double stop() throws IOException {
    long asked = System.nanoTime();
    process.toHandle().destroy(); // leaves the stream open, as Process.destroy does not
    try {
      int exit = process.waitFor();
      long ended = System.nanoTime();
      errorsEnd.join();
      if (exit != CHECKPOINTED) {
        throw new IOException("not stopped, but exit code " + exit + ": " + said);
      }
      return (ended - asked) / 1e9;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** What the agent wrote about it, once it was stopped. */
  AgentReport report() throws IOException {
    return AgentReport.read(report)
        .orElseThrow(() -> new IOException("no report at " + report + ": " + said));
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("interrupted", e);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
