package dev.cairn.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes what became of the random programs where people read it. */
final class FuzzResults {
  /** One JDK's part. */
  record Row(
      String jdk, int programs, long safePoints, long snapshots, int failures, long seconds) {}

  private FuzzResults() {}

  static void write(Path root, long seed, List<Row> rows) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Random programs\n\n");
    b.append("Written by `mvn -B verify -Pfuzz -pl test-apps/fuzz -am`; not edited by hand.\n\n");
    b.append("- commit: ").append(commit(root)).append('\n');
    b.append("- machine: ").append(System.getProperty("os.name")).append(' ');
    b.append(System.getProperty("os.arch")).append('\n');
    b.append("- first seed: ").append(seed).append(" (`-Dcairn.seed=`)\n\n");
    b.append("Each program (loops, calls, exceptions, monitors, long and double stacks, arrays,\n");
    b.append(
        "lambdas, switches, constructors) is compiled, run plain, woven and not stopped, and"
            + " woven\n");
    b.append(
        "and stopped: at single safe points through a snapshot, by turns to the same and to\n");
    b.append(
        "other classes; at random ones; and at every one. A failure is a verifier's error, a\n");
    b.append("refusal, or a result that is not the plain one.\n\n");
    b.append("| JDK | programs | safe points | snapshots gone on from | failures | s |\n");
    b.append("|---|--:|--:|--:|--:|--:|\n");
    for (Row r : rows) {
      b.append(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,d | %d | %d |%n",
              r.jdk,
              r.programs,
              r.safePoints,
              r.snapshots,
              r.failures,
              r.seconds));
    }
    Files.writeString(root.resolve("docs/results/fuzz.md"), b);
  }

  private static String commit(Path root) throws IOException {
    String changes = git(root, "status", "--porcelain", "--untracked-files=no");
    return git(root, "rev-parse", "HEAD")
        + (changes.isEmpty() ? "" : " with changes not committed");
  }

  private static String git(Path root, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process p = new ProcessBuilder(command).directory(root.toFile()).start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
