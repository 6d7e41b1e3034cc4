package dev.cairn.benchmarks.heap;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.plot.DotPlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code Deltas REPORT}: what a second generation writes where little of a million particles has
 * changed since the first.
 */
public final class Deltas {
  /**
   * A change, in the order of {@link DeltaMain}'s lines.
   *
   * @param goal per cent of a whole generation that it may write
   * @param aim per cent that it shall write
   */
  private record Change(String what, double goal, double aim) {}

  private static final List<Change> CHANGES =
      List.of(
          new Change("one field of 10 % in a row", 2, 1.2),
          new Change("one field of 1 % at random", 12, 2));

  private static final String WRITTEN = "written";
  private static final String GOAL = "goal: at most";
  private static final String AIM = "aim";

  private Deltas() {}

  public static void main(String[] args) throws IOException {
    try (HeapJvm jvm = HeapJvm.oldest()) {
      Page page = new Page("What the second snapshot writes", "deltas", List.of(jvm.jdk()));
      List<DotPlot.Row> plotted = new ArrayList<>();
      page.line("");
      page.line(
          "A generation of 1M particles (seven doubles, three references to any of them each)");
      page.line("is written over the real capture and store; then the next, after a change. New");
      page.line("bytes are those of the generation's file and of the pack of chunks that were not");
      page.line(
          "there; what older generations give back is not taken off. The share is of what the");
      page.line("first generation wrote under the same compression. The new values are random");
      page.line("numbers. Bytes only: no time is measured.");
      page.line("");
      page.row("| compression | changed | new bytes | of | share | goal | aim |");
      page.line("|---|---|--:|--:|--:|---|---|");
      for (String compression : List.of("raw", "1")) {
        rows(page, plotted, compression, jvm.run(List.of(DeltaMain.class.getName(), compression)));
      }
      page.plot(
          "deltas",
          new DotPlot(
              "What the second snapshot of 1M particles writes, in per cent of the first",
              "per cent; further left is better",
              DotPlot.Scale.LOGARITHMIC,
              List.of(WRITTEN, GOAL, AIM),
              List.of(),
              plotted));
      page.write(Path.of(args[0]));
    }
  }

  private static void rows(
      Page page, List<DotPlot.Row> plotted, String compression, List<String> lines) {
    long whole = Long.parseLong(lines.get(0));
    String name = compression.equals("1") ? "the default" : compression;
    page.row(cells(name, "nothing", Long.parseLong(lines.get(1)), whole) + " | |");
    for (int i = 0; i < CHANGES.size(); i++) {
      Change c = CHANGES.get(i);
      long added = Long.parseLong(lines.get(i + 2));
      double share = 100.0 * added / whole;
      plotted.add(
          new DotPlot.Row(
              c.what() + ", " + name,
              Map.of(
                  WRITTEN, DotPlot.Dot.exact(share),
                  GOAL, DotPlot.Dot.exact(c.goal()),
                  AIM, DotPlot.Dot.exact(c.aim()))));
      page.row(
          cells(name, c.what(), added, whole)
              + " "
              + verdict(share, c.goal())
              + " | "
              + verdict(share, c.aim())
              + " |");
    }
  }

  private static String cells(String compression, String what, long added, long whole) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %,d | %,d | %.2f %% |",
        compression,
        what,
        added,
        whole,
        100.0 * added / whole);
  }

  private static String verdict(double share, double limit) {
    return String.format(Locale.ROOT, "%.1f %%: %s", limit, share <= limit ? "met" : "**missed**");
  }
}
