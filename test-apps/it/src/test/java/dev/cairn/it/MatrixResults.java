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

/** Collects the matrix's results and writes them where people read them. Thread-safe. */
final class MatrixResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/first-waypoint.md");

  /** One job on some JDKs; without a verdict until there is one. */
  static final class Row {
    private final Job job;
    private final List<Jdk> jdks;
    private final long began = System.nanoTime();
    private volatile String verdict = "not run";
    private volatile long seconds;

    private Row(Job job, List<Jdk> jdks) {
      this.job = job;
      this.jdks = jdks;
    }

    void verdict(String said) {
      verdict = said.replaceFirst("^verify: ", "").replace("|", "\\|");
      seconds = (System.nanoTime() - began) / 1_000_000_000;
    }

    private String line() {
      return String.format(
          "| `%s` | %s | %s | %d |",
          job.title(),
          jdks.stream().map(j -> "" + j.feature()).collect(Collectors.joining(", ")),
          verdict,
          seconds);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  synchronized Row row(Job job, List<Jdk> jdks) {
    Row row = new Row(job, jdks);
    rows.add(row);
    return row;
  }

  synchronized void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# First waypoint: jobs cut and moved\n\n");
    b.append("Written by `mvn -B verify -Pmatrix` (`MatrixIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`)\n\n");
    b.append("## `cairn verify --stops all`\n\n");
    b.append("Stopped at every safe point of a short run, and resumed in another JVM each time.\n");
    b.append("What is compared, and how the JVMs differ: [verify](../verify.md).\n\n");
    b.append("| job | JDKs | `cairn verify` says | s |\n|---|---|---|--:|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
