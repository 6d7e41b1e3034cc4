package dev.cairn.it;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Collects what was seen of the workloads and writes it where people read it. Thread-safe. */
final class SoakResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/soak.md");

  /** One workload; without a verdict until there is one. */
  static final class Row {
    private final Job job;
    private final long began = System.nanoTime();
    private String verdict = "**not run**";
    private long safePoints;
    private int stops;
    private int late;
    private int jvms;
    private long bytes;
    private long seconds;

    private Row(Job job) {
      this.job = job;
    }

    /** What {@code cairn verify --json} said. */
    synchronized void seen(JsonNode result) {
      boolean identical = result.get("verdict").asText().equals("identical");
      verdict = identical ? "identical" : "**" + result.get("message").asText() + "**";
      safePoints = result.get("safePoints").asLong();
      stops = identical ? result.get("stops").size() : 0;
      late = result.get("late").asInt();
      jvms = result.get("jvms").asInt();
      for (JsonNode leg : result.get("legs")) {
        bytes = Math.max(bytes, leg.get("bytes").asLong());
      }
      seconds = (System.nanoTime() - began) / 1_000_000_000;
    }

    /** Stops after which all was identical. */
    synchronized int stops() {
      return stops;
    }

    synchronized String line() {
      return String.format(
          "| `%s` | %d | %d | %d | %d | %d | %s | %d |",
          job.title(),
          safePoints,
          stops,
          late,
          jvms,
          bytes,
          verdict.replace("|", "\\|"),
          seconds / 60);
    }
  }

  private final int wanted;
  private final List<Row> rows = new ArrayList<>();

  SoakResults(int wanted) {
    this.wanted = wanted;
  }

  synchronized Row row(Job job) {
    Row row = new Row(job);
    rows.add(row);
    return row;
  }

  synchronized void write() throws IOException {
    int stops = rows.stream().mapToInt(Row::stops).sum();
    StringBuilder b = new StringBuilder();
    b.append("# A thousand stops\n\n");
    b.append("Written by `mvn -B verify -Psoak` (`SoakIT`, `-Dcairn.soak.stops=`); not edited by");
    b.append(" hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`); Java ");
    b.append(Jdk.all().stream().map(j -> "" + j.feature()).collect(Collectors.joining(", ")));
    b.append("\n\nEach workload is run once, cut at safe points drawn evenly over it, each leg in");
    b.append(" a fresh JVM of another\n");
    b.append("release, collector and compiler, that knows the snapshot alone. The state at each");
    b.append(" stop must be that of a run which\n");
    b.append("never stops, and so must the output in the end (`cairn verify`).\n\n");
    b.append("**").append(stops).append(" of ").append(wanted);
    b.append(" stops, ").append(differing()).append(" workloads different.**\n\n");
    b.append("| workload | safe points | stops | late | JVMs | snapshot, bytes | verdict |");
    b.append(" minutes |\n");
    b.append("|---|--:|--:|--:|--:|--:|---|--:|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }

  private long differing() {
    return rows.stream().filter(r -> r.stops() == 0).count();
  }
}
