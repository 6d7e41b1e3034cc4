package dev.cairn.benchmarks;

import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One JVM that measures one kernel.
 *
 * @param nanos median processor time of a repetition
 * @param result what it computed: plain and woven must agree
 */
record Fork(double nanos, String result) {
  /**
   * Runs it to its end.
   *
   * @param agentArgument {@code -javaagent:...}, or empty for the plain program
   */
  static Fork run(Jdk jdk, String agentArgument, String classPath, String kernel, Effort effort)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"));
    if (!agentArgument.isEmpty()) {
      command.add(agentArgument);
    }
    command.addAll(List.of("-cp", classPath, "dev.cairn.benchmarks.kernels.KernelMain", kernel));
    command.addAll(List.of("" + effort.warmUps(), "" + effort.repetitions()));
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    Process p =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines =
        new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    try {
      if (p.waitFor() != 0) {
        throw new IOException("exit code " + p.exitValue() + " of " + String.join(" ", command));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    double[] nanos =
        lines.stream().limit(effort.repetitions()).mapToDouble(Double::parseDouble).toArray();
    return new Fork(Sample.median(nanos), lines.get(lines.size() - 1));
  }
}
