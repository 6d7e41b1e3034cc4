package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

  private final int stops;
  private final List<Row> rows = new ArrayList<>();

  RealProgramsResults(int stops) {
    this.stops = stops;
  }

  Row verified(RealPrograms program, String where) {
    Row row = new Row(program, where);
    rows.add(row);
    return row;
  }

  void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Programs of others, unchanged\n\n");
    b.append("Written by `mvn -B verify -Pprograms` (`RealProgramsIT`); not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- ").append(stops).append(" stops each, seed ").append(Seed.VALUE).append("\n\n");
    b.append(
        "What is compared, and what `except` and `came late` mean: [verify](../verify.md).\n\n");
    b.append("| program | loops | JDK | `cairn verify` says | s |\n|---|---|---|---|--:|\n");
    rows.forEach(r -> b.append(r.line()).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
