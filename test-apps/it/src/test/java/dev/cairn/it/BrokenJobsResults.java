package dev.cairn.it;

import dev.cairn.it.harness.Installation;
import dev.cairn.it.harness.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects what was seen of the broken jobs and writes it where people read it. Thread-safe. */
final class BrokenJobsResults {
  private static final Path FILE = Installation.ROOT.resolve("docs/results/broken-jobs.md");

  /** One job; failed until all was seen. */
  static final class Row {
    private final BrokenJob broken;
    private volatile String scanned = "**not named**";
    private volatile String verified = "**not caught**";
    private volatile String without = "";
    private volatile boolean passed;

    private Row(BrokenJob broken) {
      this.broken = broken;
    }

    void scanned(String what) {
      scanned = what;
    }

    void verified(String line) {
      verified = shortened(line);
    }

    private static String shortened(String line) {
      return line.replaceFirst("^verify: ", "")
          .replaceFirst(" \\(\\d+ safe points.*", "")
          .replace("|", "\\|");
    }

    /** With a build that doesn't treat it. */
    void switchedOff(String line) {
      without = "; without: " + shortened(line);
    }

    void passed() {
      passed = true;
    }

    private String line() {
      List<String> treated = broken.treated();
      String passes =
          treated == null
              ? "-"
              : (treated.isEmpty() ? "as it comes" : code(treated))
                  + (passed ? ": identical" : ": **FAILED**")
                  + without;
      return String.format(
          "| `%s` | `%s` | %s | %s | %s |",
          broken.source(),
          scanned.replace("|", "\\|"),
          broken.untreated().isEmpty() ? "as it comes" : code(broken.untreated()),
          verified,
          passes);
    }

    private static String code(List<String> words) {
      return "`" + String.join(" ", words) + "`";
    }
  }

  private final List<Row> rows = new ArrayList<>();

  synchronized Row row(BrokenJob broken) {
    Row row = new Row(broken);
    rows.add(row);
    return row;
  }

  synchronized void write() throws IOException {
    StringBuilder b = new StringBuilder();
    b.append("# Broken jobs\n\n");
    b.append("Written by `mvn -B verify -Pbroken-jobs`; not edited by hand.\n\n");
    b.append(Origin.text());
    b.append("- seed: ").append(Seed.VALUE).append(" (`-Dcairn.seed=`)\n\n");
    b.append(
        "A job for each source of differences that `cairn scan` knows. `scan` must name it;"
            + " `verify`,\n");
    b.append(
        "with two stops on all JDKs, must catch it where nothing is done about it, and find"
            + " nothing\n");
    b.append(
        "where it is treated; with a build that lacks the treatment (*without*) it must catch it"
            + " again.\n");
    b.append("*identical* in the fourth column: the JVMs of one machine agree" + " here,\n");
    b.append(
        "or the source goes with the job; `scan` alone sees what another machine would do.\n\n");
    b.append("| source | scan names | options | verify says | treated by |\n");
    b.append("|---|---|---|---|---|\n");
    rows.stream().map(Row::line).sorted().forEach(l -> b.append(l).append('\n'));
    Files.createDirectories(FILE.getParent());
    Files.writeString(FILE, b);
  }
}
