package dev.cairn.benchmarks.abilities;

import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that ended, or did not within three minutes.
 *
 * @param exit the exit code, or -1 where it had to be killed
 * @param out lines of output
 * @param errors lines of standard error
 */
record StoppedRun(int exit, List<String> out, List<String> errors) {
  private static final int PATIENCE_SECONDS = 180;

  static StoppedRun java(Jdk jdk, Path folder, List<String> words) throws IOException {
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(words);
    Path out = Files.createTempFile(folder, "run", ".out");
    Path errors = Files.createTempFile(folder, "run", ".err");
    Process p =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      boolean ended = p.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        p.destroyForcibly().waitFor();
      }
      return new StoppedRun(ended ? p.exitValue() : -1, lines(out), lines(errors));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /** The last line of its output, or what is known of why there is none. */
  String last() {
    if (exit == -1) {
      return Outcome.failed("it did not end within " + PATIENCE_SECONDS + " s");
    }
    return out.isEmpty()
        ? Outcome.failed(
            "exit code " + exit + errors.stream().findFirst().map(e -> ": " + e).orElse(""))
        : out.get(out.size() - 1);
  }
}
