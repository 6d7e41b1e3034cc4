package dev.cairn.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One JVM of a {@code LifeMain}: tells what it has measured until it is ended. */
final class Life implements Closeable {
  private static final String MARK = "measured ";
  private static final int CHECKPOINTED = 85;

  /** More than any life takes; so that a benchmark that hangs ends. */
  private static final int PATIENCE_SECONDS = 60;

  private final List<String> command;
  private final Process process;
  private final BufferedReader errors;

  Life(List<String> command) throws IOException {
    this.command = command;
    process =
        new ProcessBuilder(command)
            .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    errors =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
  }

  /** Waits until it tells {@code what}, and gives the numbers told. */
  double[] await(String what) throws IOException {
    StringBuilder said = new StringBuilder();
    String line;
    while ((line = errors.readLine()) != null) {
      if (line.startsWith(MARK + what)) {
        return Arrays.stream(line.split(" ", -1))
            .skip(2)
            .mapToDouble(Double::parseDouble)
            .toArray();
      }
      said.append('\n').append(line);
    }
    throw new IOException("no '" + what + "' from " + String.join(" ", command) + said);
  }

  /** Stops it by SIGTERM; it must have saved itself. */
  void stop() throws IOException {
    process.toHandle().destroy(); // leaves the stream open, as Process.destroy does not
    StringBuilder said = new StringBuilder();
    errors.lines().forEach(l -> said.append('\n').append(l));
    try {
      if (process.waitFor() != CHECKPOINTED) {
        throw new IOException("not stopped: " + String.join(" ", command) + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
