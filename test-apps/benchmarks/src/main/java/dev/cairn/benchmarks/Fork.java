package dev.cairn.benchmarks;

import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * One JVM that measures one kernel.
 *
 * @param nanos median processor time of a repetition
 * @param result what it computed: all contenders must agree
 */
record Fork(double nanos, String result) {
  /** Runs it to its end. */
  static Fork run(Jdk jdk, Contender contender, String kernel, Effort effort) throws IOException {
    List<String> lines = lines(contender.command(jdk, kernel, effort));
    double[] nanos =
        lines.stream().limit(effort.repetitions()).mapToDouble(Double::parseDouble).toArray();
    return new Fork(Sample.median(nanos), lines.get(lines.size() - 1));
  }

  /** What a command prints; it must end well. */
  static List<String> lines(List<String> command) throws IOException {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    Process p =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    if (await(p) != 0) {
      throw new IOException("exit code " + p.exitValue() + " of " + String.join(" ", command));
    }
    return lines;
  }

  /** The exit code. */
  static int await(Process p) throws IOException {
    try {
      return p.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
