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

/** How soon each program stopped, written where people read it. */
final class AskedStopsResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/asked-stops.md");

  /** How soon one program stopped. */
  static final class Row {
    private final RealPrograms program;
    private AskedStops.@Nullable Had had;

    private Row(RealPrograms program) {
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

  private final List<Row> rows = new ArrayList<>();

  /** Of a program whose turn it is; failed until told otherwise. */
  Row row(RealPrograms program) {
    Row row = new Row(program);
    rows.add(row);
    return row;
  }

  void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# How soon programs of others stop when they are asked to\n\n");
    b.append("Written by `mvn -B verify -Pprograms` (`AskedStopsIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed ").append(Seed.VALUE).append("\n\n");
    b.append("SIGTERM at random moments, with `--loops auto`, each time another JVM, of all JDKs.");
    b.append("\nSeconds from the signal to the end of the process: safe point, snapshot on the\n");
    b.append("disk, end of the JVM. *Identical*: all legs together printed what an undisturbed\n");
    b.append("run prints.\n\n");
    b.append("| program | stops | median | 95 of 100 within | longest | output ");
    b.append("| refused on the way |\n|---|--:|--:|--:|--:|---|---|\n");
    rows.forEach(r -> b.append(r.line()).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
