package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Jdk;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Collects what became of the hard cases and writes them where people read them. Thread-safe. */
final class HardCasesResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/hard-cases.md");

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

    private String jdks() {
      String jdks = rotation.stream().map(j -> "" + j.feature()).collect(Collectors.joining(", "));
      return rotation.size() > 1 ? jdks + " by turns" : jdks;
    }

    private boolean isOf(String jobClass) {
      return job.simpleName().equals(jobClass);
    }

    private String line() {
      return String.format(
          "| `%s` | %s | %d | %d | %s | %s | %d |",
          job.title(), jdks(), safePoints, stops, moves(), verdict, seconds);
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

  private final List<Row> rows = new ArrayList<>();

  synchronized Row row(Job job, List<Jdk> rotation) {
    Row row = new Row(job, rotation);
    rows.add(row);
    return row;
  }

  synchronized void write(int stops) throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Hard cases, cut everywhere\n\n");
    b.append("Written by `mvn -B verify -Phard-cases`; not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`), stops at every safe ");
    b.append("point, or at ").append(stops).append(" evenly spread where there are more\n\n");
    b.append(
        "Identical: the concatenated output and the exit code equal the plain program's, and\n");
    b.append(
        "at every stop the state digest equals that of a run that is never stopped. Collector,\n");
    b.append(
        "compiler, heap and header options differ from piece to piece, drawn by the seed.\n\n");
    b.append("## Case by case\n\n");
    cases(b);
    b.append("\n## Job by job\n\n");
    b.append("| job | JDK | safe points | stops | moves | result | s |\n");
    b.append("|---|---|--:|--:|---|---|--:|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }

  /** A line for each case: what its jobs came to in each rotation, and who else looks at it. */
  private void cases(StringBuilder b) {
    List<String> jdks = rows.stream().map(Row::jdks).distinct().sorted().toList();
    b.append(
        "A dash: no job of the case is cut so. Jobs that stop inside methods of the JDK stay\n");
    b.append("on one release; cases without jobs are shown by tests in `mvn -B verify`.\n\n");
    b.append("| | case | jobs | ").append(String.join(" | ", jdks)).append(" | other tests |\n");
    b.append("|--:|---|---|").append("---|".repeat(jdks.size())).append("---|\n");
    int number = 1;
    for (HardCase c : HardCase.ALL) {
      b.append("| ").append(number++).append(" | ").append(c.what()).append(" | ");
      b.append(String.join(", ", c.jobs())).append(" | ");
      for (String j : jdks) {
        b.append(verdict(c, j)).append(" | ");
      }
      b.append(String.join(", ", c.tests())).append(" |\n");
    }
  }

  private String verdict(HardCase c, String jdks) {
    List<String> verdicts =
        rows.stream()
            .filter(r -> r.jdks().equals(jdks) && c.jobs().stream().anyMatch(r::isOf))
            .map(r -> r.verdict)
            .distinct()
            .toList();
    return verdicts.isEmpty() ? "-" : String.join(", ", verdicts);
  }
}
