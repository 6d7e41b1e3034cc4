package dev.cairn.verify;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one JVM to its end. */
final class JobRun {
  private final Path work;
  private final Path stdin;

  JobRun(Path work, Path stdin) {
    this.work = work;
    this.stdin = stdin;
  }

  /** How a JVM ended, and after how long. */
  record Ended(int exit, Duration took) {}

  /**
   * Runs {@code command}, its output behind what {@code out} and {@code err} already hold.
   *
   * @throws VerdictException NOT_RUN where it is not over by {@code timeout}; it is killed then
   */
  Ended run(List<String> command, Path out, Path err, Duration timeout)
      throws IOException, VerdictException {
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectInput(stdin.toFile())
            .redirectOutput(Redirect.appendTo(out.toFile()))
            .redirectError(Redirect.appendTo(err.toFile()))
            .start();
    // Ctrl-C must not leave a job behind that nobody waits for.
    Thread kill = new Thread(process::destroyForcibly, "cairn-verify-kill");
    Runtime.getRuntime().addShutdownHook(kill);
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new VerdictException(
            Verdict.NOT_RUN,
            "a JVM was not done after "
                + timeout.toSeconds()
                + " s (--timeout gives more): "
                + String.join(" ", command));
      }
      return new Ended(process.exitValue(), Duration.ofNanos(System.nanoTime() - begin));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VerdictException(Verdict.NOT_RUN, "interrupted");
    } finally {
      process.destroyForcibly().onExit().join();
      forget(kill);
    }
  }

  /**
   * Takes a shutdown hook back.
   *
   * @throws VerdictException NOT_RUN where the hooks run already: whatever ended, it was they
   */
  private static void forget(Thread hook) throws VerdictException {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      throw new VerdictException(Verdict.NOT_RUN, "interrupted");
    }
  }

  /** The last line the agent said, without its prefix; else the last line at all. */
  static String lastWords(Path err) throws IOException {
    String last = "it said nothing";
    String lastOfAgent = null;
    for (String line : Files.readString(err, StandardCharsets.ISO_8859_1).lines().toList()) {
      if (line.startsWith("cairn: ")) {
        lastOfAgent = line.substring("cairn: ".length());
      } else if (!line.isBlank()) {
        last = line;
      }
    }
    return lastOfAgent != null ? lastOfAgent : last;
  }
}
