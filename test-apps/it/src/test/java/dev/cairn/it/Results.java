package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects the matrix's results and writes them where people read them. Thread-safe. */
final class Results {
  static final Path FILE = Installation.ROOT.resolve("docs/results/first-waypoint.md");

  /** One job in one rotation of JDKs; different until shown identical. */
  static final class Row {
    private final Job job;
    private final List<Jdk> rotation;
    private final long began = System.nanoTime();
    private volatile long safePoints;
    private volatile int stops;
    private volatile String verdict = "**DIFFERENT**";
    private volatile long seconds;

    private Row(Job job, List<Jdk> rotation) {
      this.job = job;
      this.rotation = rotation;
    }

    void begin(long points, int chosen) {
      safePoints = points;
      stops = chosen;
    }

    void identical() {
      verdict = "identical";
      seconds = (System.nanoTime() - began) / 1_000_000_000;
    }

    private String line() {
      String jdks = rotation.stream().map(j -> "" + j.feature()).collect(Collectors.joining(", "));
      return String.format(
          "| `%s` | %s | %d | %d | %s | %s | %d |",
          job.simpleName() + " " + String.join(" ", job.args()),
          rotation.size() > 1 ? jdks + " by turns" : jdks,
          safePoints,
          stops,
          moves(),
          verdict,
          seconds);
    }

    /** Which release went on from which: piece i runs on rotation[i mod size]. */
    private String moves() {
      if (rotation.size() == 1) {
        int f = rotation.get(0).feature();
        return f + "→" + f + ": " + stops;
      }
      int a = rotation.get(0).feature();
      int b = rotation.get(1).feature();
      return a + "→" + b + ": " + (stops + 1) / 2 + ", " + b + "→" + a + ": " + stops / 2;
    }
  }

  static final class KillRow {
    private final Job job;
    private final int asked;
    private volatile String rest = "— | — | **DIFFERENT**";

    private KillRow(Job job, int asked) {
      this.job = job;
      this.asked = asked;
    }

    void identical(int struck, int resumed) {
      rest = struck + " | " + resumed + " | identical";
    }

    private String line() {
      return String.format(
          "| `%s` | %d | %s |", job.simpleName() + " " + String.join(" ", job.args()), asked, rest);
    }
  }

  private final List<Row> rows = new ArrayList<>();
  private final List<KillRow> kills = new ArrayList<>();

  synchronized Row row(Job job, List<Jdk> rotation) {
    Row row = new Row(job, rotation);
    rows.add(row);
    return row;
  }

  synchronized KillRow killRow(Job job, int asked) {
    KillRow row = new KillRow(job, asked);
    kills.add(row);
    return row;
  }

  synchronized void write(int stops, int killCount) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# First waypoint: jobs cut, moved and killed\n\n");
    b.append("Written by `mvn -B verify -Pmatrix` (`MatrixIT`); not edited by hand.\n\n");
    b.append("- commit: ").append(commit()).append('\n');
    b.append("- machine: ").append(machine()).append('\n');
    b.append("- JDKs: ")
        .append(Jdk.all().stream().map(Jdk::toString).collect(Collectors.joining(", ")))
        .append('\n');
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`), up to ");
    b.append(stops).append(" stops evenly spread over the safe points, ");
    b.append(killCount).append(" kills\n\n");
    b.append(
        "Identical: the concatenated output and the exit code equal the plain program's, and\n");
    b.append(
        "at every stop the state digest equals that of a run that is never stopped. Collector,\n");
    b.append(
        "compiler, heap and header options differ from piece to piece, drawn by the seed.\n\n");
    b.append("| job | JDK | safe points | stops | moves | result | s |\n");
    b.append("|---|---|--:|--:|---|---|--:|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    b.append("\n## SIGKILL at random moments\n\n");
    b.append(
        "A snapshot every 200 ms; each kill is followed by a resume in another JVM. Every second\n");
    b.append("kill waits until there is a snapshot.\n\n");
    b.append(
        "| job | kills asked | kills that struck it running | legs that began from a snapshot");
    b.append(" | result |\n|---|--:|--:|--:|---|\n");
    kills.stream().map(KillRow::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }

  static String commit() throws IOException {
    String status = git("status", "--porcelain", "--untracked-files=no");
    return git("rev-parse", "HEAD") + (status.isEmpty() ? "" : " with changes not committed");
  }

  private static String git(String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(words));
    Process p =
        new ProcessBuilder(command)
            .directory(Installation.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String cpu =
        Files.isReadable(info)
            ? Files.readAllLines(info).stream()
                .filter(l -> l.startsWith("model name"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("")
            : "";
    return String.join(
        ", ",
        List.of(
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors() + " processors",
            cpu));
  }
}
