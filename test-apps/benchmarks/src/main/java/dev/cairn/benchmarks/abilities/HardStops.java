package dev.cairn.benchmarks.abilities;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.stops.Stops;
import dev.cairn.benchmarks.stops.StopsMain;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The tables of programs that are stopped in hard places. */
final class HardStops {
  /** At which of its points a program is stopped. */
  private static final int POINT = 3;

  private final Page page;
  private final CairnRun cairn;
  private final PeerStops javaflow;
  private final PeerStops coroutines;
  private final Jdk first;
  private final Jdk second;

  HardStops(Page page, CairnRun cairn, Path peers, List<Jdk> jdks) {
    this.page = page;
    this.cairn = cairn;
    this.javaflow = new PeerStops("javaflow", peers, cairn.folder());
    this.coroutines = new PeerStops("coroutines", peers, cairn.folder());
    this.first = jdks.get(0);
    this.second = jdks.get(jdks.size() - 1);
  }

  void tables() throws IOException {
    page.line("");
    page.row("## Stopped, and gone on in the same JVM");
    page.line("");
    page.line(
        "The same sources, written as each takes them: annotated for Tascalate JavaFlow, handed");
    page.line(
        "the continuation for offbynull's coroutines, unchanged for Cairn. Peers stop at each");
    page.line("point, Cairn at the third.");
    page.line("");
    head();
    for (Stops stops : Stops.values()) {
      String expected = expected(stops);
      row(
          stops,
          told(cairn.stayed(first, POINT, main(stops)), expected),
          javaflow.stayed(first, stops, expected),
          coroutines.stayed(first, stops, expected));
    }
    page.line("");
    page.row("## Stopped on " + first.version() + ", and gone on on " + second.version());
    page.line("");
    page.line(
        "At the third point: JavaFlow's continuation by Java serialization, coroutines' by their");
    page.line("own `CoroutineWriter`, Cairn's by `stop-at` and a new start.");
    page.line("");
    head();
    for (Stops stops : Stops.values()) {
      String expected = expected(stops);
      row(
          stops,
          told(cairn.moved(first, second, POINT, main(stops)), expected),
          javaflow.moved(first, second, stops, expected),
          coroutines.moved(first, second, stops, expected));
    }
  }

  private void head() {
    page.row("| | Cairn | Tascalate JavaFlow | offbynull coroutines |");
    page.row("|---|---|---|---|");
  }

  private void row(Stops stops, String... cells) {
    page.row("| " + stops.title() + " | " + String.join(" | ", cells) + " |");
  }

  private static String told(String last, String expected) {
    return last.startsWith(Outcome.NO) ? last : Outcome.told(expected, last);
  }

  /** What a run that nobody stops computes. */
  private static String expected(Stops stops) {
    return stops.program().run();
  }

  private static List<String> main(Stops stops) {
    return List.of(StopsMain.class.getName(), stops.name());
  }
}
