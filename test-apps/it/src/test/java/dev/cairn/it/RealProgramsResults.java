package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code cairn verify} said of each program, written where people read it. */
final class RealProgramsResults {
  static final Path FILE = Installation.ROOT.resolve("docs/results/real-programs.md");

  /** One program; without a verdict until there is one. */
  static final class Row {
    private final RealPrograms program;
    private final long began = System.nanoTime();
    private String verdict = "not run";
    private long seconds;

    private Row(RealPrograms program) {
      this.program = program;
    }

    void verdict(String said) {
      verdict = said.replaceFirst("^verify: ", "").replace("|", "\\|");
      seconds = (System.nanoTime() - began) / 1_000_000_000;
    }

    String line() {
      return String.format(
          "| %s | %s | `%s` | %s | %d |",
          program.name(),
          program.brings(),
          program.job().loops().isEmpty() ? "annotated" : program.job().loops(),
          verdict,
          seconds);
    }
  }

  private final int stops;
  private final List<Row> rows = new ArrayList<>();

  RealProgramsResults(int stops) {
    this.stops = stops;
  }

  Row row(RealPrograms program) {
    Row row = new Row(program);
    rows.add(row);
    return row;
  }

  void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Programs of others, unchanged\n\n");
    b.append("Written by `mvn -B verify -Pprograms` (`RealProgramsIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- ").append(stops).append(" stops, seed ").append(Seed.VALUE);
    b.append(
        "; legs dealt to the JDKs by the seed; what is compared, and what `except` means: [verify](../verify.md)\n\n");
    b.append("| program | what it brings | loops | `cairn verify` says | s |\n");
    b.append("|---|---|---|---|--:|\n");
    rows.forEach(r -> b.append(r.line()).append('\n'));
    Files.writeString(FILE, b);
  }
}
