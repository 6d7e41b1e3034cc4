package dev.cairn.benchmarks.heap;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report, as text. */
final class HeapPage {
  private HeapPage() {}

  private static final Map<Graph, String> TITLES =
      Map.of(
          Graph.PARTICLES, "1M particles with three random references each",
          Graph.ARRAYS, "268 MB in primitive arrays",
          Graph.LIST, "A hand-written list of 1M nodes",
          Graph.MAP, "A HashMap grown to 1M entries, shrunk to 100k",
          Graph.SMALL_ARRAYS, "600k arrays of three numbers");

  /**
   * Writes it.
   *
   * @param serialisers name and title of each; the first is Cairn
   * @param facts what a reader must know to judge the figures
   */
  static String of(
      List<Map.Entry<String, String>> serialisers,
      Map<Graph, Map<String, Costs>> measured,
      List<String> facts) {
    StringBuilder b = new StringBuilder();
    b.append("# What it costs to copy a heap\n\n");
    b.append("Written by `test-apps/benchmarks/heap-cost`; not edited by hand.\n\n");
    facts.forEach(f -> b.append("- ").append(f).append('\n'));
    b.append(
        "\nEncoding is from objects to bytes in memory; of Cairn all that the job waits for: ");
    b.append(
        "the walk over heap, statics and the JVM's own state. Decoding is from bytes in memory ");
    b.append(
        "to objects, of Cairn from an uncompressed file, checksums among it. Only Cairn and, ");
    b.append("for the map, Kryo's FieldSerializer keep capacities and orders. † overflowed the ");
    b.append("default stack, and had one of 4 GB.\n");
    b.append("Allocated is all that one encoding allocates, garbage and the encoded bytes among ");
    b.append("it, and so what the heap must have room for at most; of Cairn it is bounded ");
    b.append(
        "([decision 36](../decisions/36-walk-by-batches.md)). – the collector ran meanwhile.\n");
    measured.forEach((graph, costs) -> table(b, graph, costs, serialisers));
    return b.toString();
  }

  private static void table(
      StringBuilder b,
      Graph graph,
      Map<String, Costs> costs,
      List<Map.Entry<String, String>> serialisers) {
    b.append("\n## ").append(TITLES.get(graph)).append("\n\n");
    b.append("| | encode, ms | ns per object | Cairn / it | decode, ms | ns per object ");
    b.append("| Cairn / it | MB | allocated, MB | the first time, ms |\n");
    b.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    Costs cairn = costs.get(serialisers.get(0).getKey());
    for (Map.Entry<String, String> s : serialisers) {
      Costs c = costs.get(s.getKey());
      b.append("| ").append(s.getValue());
      if (c == null || cairn == null) {
        b.append(" | can't | | | | | | | | |\n");
        continue;
      }
      b.append(c.largeStack() ? " † | " : " | ");
      time(b, c.encode(), cairn.encode(), graph);
      time(b, c.decode(), cairn.decode(), graph);
      b.append(number(c.bytes() / 1e6)).append(" | ");
      b.append(c.allocated() < 0 ? "–" : number(c.allocated() / 1e6)).append(" | ");
      b.append(c.largeStack() ? "" : number(c.first() / 1e6)).append(" |\n");
    }
  }

  private static void time(StringBuilder b, double nanos, double cairn, Graph graph) {
    b.append(number(nanos / 1e6)).append(" | ");
    b.append(graph == Graph.ARRAYS ? "" : number(nanos / graph.objects())).append(" | ");
    b.append(String.format(Locale.ROOT, "%.2f", cairn / nanos)).append(" | ");
  }

  /** With a digit behind the point where it is small. */
  private static String number(double v) {
    return String.format(Locale.ROOT, v < 10 ? "%.1f" : "%.0f", v);
  }
}
