package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Job;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what became of killed jobs and writes it where people read it. Thread-safe. */
final class KillResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/kills.md");

  /** One job; failed until shown identical. */
  static final class Row {
    private final Job job;
    private final int asked;
    private volatile String rest = "— | — | **failed**";

    private Row(Job job, int asked) {
      this.job = job;
      this.asked = asked;
    }

    void identical(int struck, int resumed) {
      rest = struck + " | " + resumed + " | identical";
    }

    private String line() {
      return String.format("| `%s` | %d | %s |", job.title(), asked, rest);
    }
  }

  private final List<Row> rows = new ArrayList<>();

  synchronized Row row(Job job, int asked) {
    Row row = new Row(job, asked);
    rows.add(row);
    return row;
  }

  synchronized void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# SIGKILL at random moments\n\n");
    b.append("Written by `mvn -B verify -Pmatrix` (`KillMatrixIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`)\n\n");
    b.append(
        "A snapshot every 200 ms; each kill is followed by a resume in another JVM. Every second\n");
    b.append("kill waits until the leg itself has taken a snapshot.\n\n");
    b.append(
        "| job | kills asked | kills that struck it running | legs that began from a snapshot");
    b.append(" | result |\n|---|--:|--:|--:|---|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
