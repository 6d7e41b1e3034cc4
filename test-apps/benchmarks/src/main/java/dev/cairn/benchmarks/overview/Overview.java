package dev.cairn.benchmarks.overview;

import dev.cairn.benchmarks.Machine;
import dev.cairn.benchmarks.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Overview REPORT}: reads the pages of benchmarks that lie beside the report, and writes it:
 * of each its title, the command that makes it, whether its goals are met, and its pictures.
 */
public final class Overview {
  /** In the order in which a stranger asks. */
  private static final List<String> PAGES =
      List.of(
          "idle-cost",
          "programs-cost",
          "request-to-save",
          "move-cost",
          "move-time",
          "resume-cost",
          "heap-cost",
          "deltas",
          "abilities",
          "start-up",
          "determinism-cost",
          "simulate",
          "coordinator-scale");

  private Overview() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      System.err.println("usage: Overview REPORT");
      System.exit(64);
    }
    Path report = Path.of(args[0]);
    Page page = new Page("Benchmarks", "run-all", Page.jdks());
    page.line("");
    page.line("Everything here is read from the pages named, which the same command writes.");
    String commit = Machine.commit();
    for (String name : PAGES) {
      Path file = report.resolveSibling(name + ".md");
      Optional<PageSummary> summary =
          Files.exists(file)
              ? Optional.of(PageSummary.of(Files.readString(file)))
              : Optional.empty();
      section(name, summary, commit).forEach(page::line);
    }
    page.write(report);
  }

  /**
   * One page's part.
   *
   * @param summary empty where there is no such page
   * @param commit that the report is made of
   */
  static List<String> section(String name, Optional<PageSummary> summary, String commit) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    if (summary.isEmpty()) {
      lines.add("## " + name);
      lines.add("");
      lines.add("There is no such page: `test-apps/benchmarks/" + name + "` makes it.");
      return lines;
    }
    PageSummary page = summary.get();
    lines.add("## [" + page.title() + "](" + name + ".md)");
    lines.add("");
    lines.add("Made by `" + page.command() + "`.");
    if (!page.commit().equals(commit)) {
      lines.add("**Of another commit**: " + page.commit() + ".");
    }
    if (!page.goals().isEmpty() || page.cellsMet() + page.cellsMissed() > 0) {
      lines.add("");
    }
    lines.addAll(page.goals());
    if (page.cellsMet() + page.cellsMissed() > 0) {
      lines.add(
          "- goals in its table: "
              + page.cellsMet()
              + " met"
              + (page.cellsMissed() == 0 ? "" : ", " + page.cellsMissed() + " **missed**"));
    }
    for (String plot : page.plots()) {
      lines.add("");
      lines.add(plot);
    }
    return lines;
  }
}
