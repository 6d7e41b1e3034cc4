package dev.cairn.benchmarks.heap;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.RatioOfMedians;
import dev.cairn.benchmarks.plot.DotPlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The report's tables, goals and pictures. */
final class HeapPage {
  private static final Map<Graph, String> TITLES =
      Map.of(
          Graph.PARTICLES, "1M particles with three random references each",
          Graph.ARRAYS, "268 MB in primitive arrays",
          Graph.LIST, "A hand-written list of 1M nodes",
          Graph.MAP, "A HashMap grown to 1M entries, shrunk to 100k",
          Graph.SMALL_ARRAYS, "600k arrays of three numbers");

  private static final double PARTICLE_NANOS = 220;
  private static final double PARTICLE_RESTORE_NANOS = 60;
  private static final double PARTICLES_OF_KRYO = 0.25;
  private static final double NODE_NANOS = 25;
  private static final double MAP_OF_KRYO_FIELDS = 1;

  /** 10 GB a second. */
  private static final double BYTE_NANOS = 0.1;

  private final Page page;
  private final List<String> serialisers;
  private final List<String> goals = new ArrayList<>();
  private final List<DotPlot.Row> encoded = new ArrayList<>();
  private final List<DotPlot.Row> decoded = new ArrayList<>();

  /**
   * Begins it.
   *
   * @param serialisers their names, Cairn's first
   */
  HeapPage(Page page, List<String> serialisers) {
    this.page = page;
    this.serialisers = serialisers;
    page.line("");
    page.line("Encoding is from objects to bytes in memory; of Cairn all that the job waits for:");
    page.line("the walk over heap, statics and the JVM's own state. Decoding is from bytes in");
    page.line("memory to objects, of Cairn from an uncompressed file, checksums among it. Only");
    page.line(
        "Cairn and, for the map, Kryo's FieldSerializer keep capacities and orders. *Cairn /");
    page.line("it*: ratio of the medians, with a 95 % bootstrap interval over both's repetitions.");
    page.line("† overflowed the default stack, and had one of 4 GB. *Allocated*: all that one");
    page.line(
        "encoding allocates, garbage and the encoded bytes among it, and so what the heap must");
    page.line("have room for at most; of Cairn it is bounded");
    page.line(
        "([decision 36](../decisions/36-walk-by-batches.md)); –: the collector ran meanwhile.");
  }

  /**
   * One graph's table.
   *
   * @param measured by name; Cairn is among them
   * @param failed what those said who couldn't
   */
  void table(Graph graph, Map<String, Costs> measured, List<String> failed) {
    Costs cairn = Objects.requireNonNull(measured.get(HeapCost.CAIRN));
    page.line("");
    page.row("## " + TITLES.get(graph));
    page.line("");
    page.row(
        "| | encode, ms | ns per object | Cairn / it | decode, ms | ns per object | Cairn / it | MB"
            + " | allocated, MB | the first time, ms |");
    page.row("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (String name : serialisers) {
      Costs costs = measured.get(name);
      page.row(
          "| " + name + (costs == null ? " | can't" + " |".repeat(9) : cells(graph, cairn, costs)));
    }
    if (!failed.isEmpty()) {
      page.line("");
      failed.forEach(f -> page.row("- can't: " + f));
    }
    String title = Objects.requireNonNull(TITLES.get(graph));
    encoded.add(new DotPlot.Row(title, ratios(measured, cairn, true)));
    decoded.add(new DotPlot.Row(title, ratios(measured, cairn, false)));
    goals(graph, measured, cairn);
  }

  private static String cells(Graph graph, Costs cairn, Costs costs) {
    boolean many = graph != Graph.ARRAYS;
    double encode = costs.encode().median();
    double decode = costs.decode().median();
    return (costs.largeStack() ? " † | " : " | ")
        + String.join(
            " | ",
            number(encode / 1e6),
            many ? number(encode / graph.objects()) : "",
            costs.equals(cairn)
                ? ""
                : new RatioOfMedians(cairn.encode(), costs.encode()).toString(),
            number(decode / 1e6),
            many ? number(decode / graph.objects()) : "",
            costs.equals(cairn)
                ? ""
                : new RatioOfMedians(cairn.decode(), costs.decode()).toString(),
            number(costs.bytes() / 1e6),
            costs.allocated() < 0 ? "–" : number(costs.allocated() / 1e6),
            costs.largeStack() ? "" : number(costs.first() / 1e6))
        + " |";
  }

  private static Map<String, DotPlot.Dot> ratios(
      Map<String, Costs> measured, Costs cairn, boolean encode) {
    Map<String, DotPlot.Dot> dots = new LinkedHashMap<>();
    measured.forEach(
        (name, costs) -> {
          if (!costs.equals(cairn)) {
            dots.put(
                name,
                (encode
                        ? new RatioOfMedians(cairn.encode(), costs.encode())
                        : new RatioOfMedians(cairn.decode(), costs.decode()))
                    .dot());
          }
        });
    return dots;
  }

  private void goals(Graph graph, Map<String, Costs> measured, Costs cairn) {
    double encode = cairn.encode().median();
    double each = encode / graph.objects();
    switch (graph) {
      case PARTICLES -> {
        goals.add(Page.goal("1M particles, ns for each", each, PARTICLE_NANOS));
        goals.add(
            Page.goal(
                "1M particles restored, ns for each",
                cairn.decode().median() / graph.objects(),
                PARTICLE_RESTORE_NANOS));
        ratioGoal("1M particles", measured, HeapCost.KRYO, PARTICLES_OF_KRYO);
      }
      case ARRAYS ->
          goals.add(
              Page.goal("primitive arrays, ns for a byte", encode / cairn.bytes(), BYTE_NANOS));
      case LIST -> {
        goals.add(Page.goal("list of 1M nodes, ns for each", each, NODE_NANOS));
        goals.add(
            "- list of 1M nodes on the default stack: "
                + (cairn.largeStack() ? "**missed**" : "met"));
      }
      case MAP ->
          ratioGoal("map shrunk to 100k", measured, HeapCost.KRYO_FIELDS, MAP_OF_KRYO_FIELDS);
      case SMALL_ARRAYS -> {} // no goal is set
    }
  }

  private void ratioGoal(String what, Map<String, Costs> measured, String peer, double goal) {
    Costs theirs = measured.get(peer);
    if (theirs != null) {
      Costs ours = Objects.requireNonNull(measured.get(HeapCost.CAIRN));
      double ratio = new RatioOfMedians(ours.encode(), theirs.encode()).value();
      goals.add(Page.goal(what + ", Cairn / " + peer, ratio, goal));
    }
  }

  /** After the last table. */
  void end() {
    page.line("");
    goals.forEach(page::row);
    plot("heap-cost", "To bytes in memory: Cairn's time as a multiple of each other's", encoded);
    plot(
        "heap-cost-decode", "Back to objects: Cairn's time as a multiple of each other's", decoded);
  }

  private void plot(String name, String title, List<DotPlot.Row> rows) {
    page.plot(
        name,
        new DotPlot(
            title,
            "Cairn's processor time / the other's; left of 1 Cairn is faster; whiskers: 95 %",
            DotPlot.Scale.LOGARITHMIC,
            serialisers.subList(1, serialisers.size()),
            List.of(new DotPlot.Line("as fast as Cairn", 1)),
            rows));
  }

  /** With a digit behind the point where it is small. */
  private static String number(double v) {
    return String.format(Locale.ROOT, v < 10 ? "%.1f" : "%.0f", v);
  }
}
