package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was seen of each program, written where people read it. */
final class RealProgramsResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/programs.md");

  /** One program on some JDKs; without a verdict until there is one. */
  static final class Row {
    private final RealPrograms program;
    private final String where;
    private final long began = System.nanoTime();
    private String verdict = "not run";
    private long seconds;

    private Row(RealPrograms program, String where) {
      this.program = program;
      this.where = where;
    }

    void verdict(String said) {
      verdict = said.replaceFirst("^verify: ", "").replace("|", "\\|");
      seconds = (System.nanoTime() - began) / 1_000_000_000;
    }

    String line() {
      return String.format(
          "| %s | `%s` | %s | %s | %d |",
          program.name(), program.job().loops(), where, verdict, seconds);
    }
  }

  /** How soon one program stopped. */
  static final class Asked {
    private final RealPrograms program;
    private AskedStops.@Nullable Had had;

    private Asked(RealPrograms program) {
      this.program = program;
    }

    void had(AskedStops.Had seen) {
      had = seen;
    }

    /** So many per cent of the stops took at most so long. */
    double seconds(int percent) {
      if (had == null) {
        return Double.POSITIVE_INFINITY;
      }
      List<Double> sorted = had.seconds().stream().sorted().toList();
      int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
      return sorted.get(Math.max(1, rank) - 1);
    }

    String line() {
      return had == null
          ? "| " + program.name() + " | — | — | — | — | **failed** | |"
          : String.format(
              Locale.ROOT,
              "| %s | %d | %.2f | %.2f | %.2f | identical | %s |",
              program.name(),
              had.seconds().size(),
              seconds(50),
              seconds(95),
              seconds(100),
              had.refusals().isEmpty()
                  ? "none"
                  : String.join("<br>", had.refusals()).replace("|", "\\|"));
    }
  }

  private final int stops;
  private final List<Row> rows = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();

  RealProgramsResults(int stops) {
    this.stops = stops;
  }

  Row verified(RealPrograms program, String where) {
    Row row = new Row(program, where);
    rows.add(row);
    return row;
  }

  Asked asked(RealPrograms program) {
    Asked row = new Asked(program);
    asked.add(row);
    return row;
  }

  void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Programs of others, unchanged\n\n");
    b.append("Written by `mvn -B verify -Pprograms` (`RealProgramsIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- ").append(stops).append(" stops each, seed ").append(Seed.VALUE).append("\n\n");
    b.append("## Verified\n\n");
    b.append(
        "What is compared, and what `except` and `came late` mean: [verify](../verify.md).\n\n");
    b.append("| program | loops | JDK | `cairn verify` says | s |\n|---|---|---|---|--:|\n");
    rows.forEach(r -> b.append(r.line()).append('\n'));
    b.append("\n## Asked to stop\n\n");
    b.append("SIGTERM at random moments, each time another JVM, of all JDKs. Seconds from the\n");
    b.append(
        "signal to the end of the process: safe point, snapshot on the disk, end of the JVM.\n\n");
    b.append(
        "| program | stops | median | 95 of 100 within | longest | output | refused on the way"
            + " |\n");
    b.append("|---|--:|--:|--:|--:|---|---|\n");
    asked.forEach(a -> b.append(a.line()).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
