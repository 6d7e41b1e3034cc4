package dev.cairn.benchmarks.heap;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code HeapCost REPORT [repetitions [graph...]]}: measures Cairn's copy of a heap beside other
 * serialisers, each in a JVM of its own, and writes a report.
 */
public final class HeapCost {
  private static final int WARM_UPS = 2;
  private static final int REPETITIONS = 5;

  static final String CAIRN = "Cairn";
  static final String KRYO = "Kryo";
  static final String KRYO_FIELDS = "Kryo, FieldSerializer for all";

  /** What {@link HeapMain} calls each, by its name in the report; Cairn comes first. */
  private static final Map<String, String> SERIALISERS = serialisers();

  private final HeapJvm jvm;
  private final int warmUps;
  private final int repetitions;

  private HeapCost(HeapJvm jvm, int repetitions) {
    this.jvm = jvm;
    this.repetitions = repetitions;
    this.warmUps = Math.min(WARM_UPS, repetitions);
  }

  private static Map<String, String> serialisers() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(CAIRN, "cairn");
    all.put(KRYO, "kryo");
    all.put(KRYO_FIELDS, "kryo-fields");
    all.put("Java serialization", "java");
    all.put("Apache Fory", "fory");
    all.put("Eclipse Serializer", "eclipse");
    return all;
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println(
          "usage: HeapCost REPORT [repetitions [graph...]], of " + List.of(Graph.values()));
      System.exit(64);
    }
    int repetitions = args.length < 2 ? REPETITIONS : Integer.parseInt(args[1]);
    List<Graph> graphs =
        args.length < 3
            ? List.of(Graph.values())
            : Stream.of(args).skip(2).map(Graph::valueOf).toList();
    try (HeapJvm jvm = HeapJvm.oldest()) {
      new HeapCost(jvm, repetitions).page(graphs).write(Path.of(args[0]));
    }
  }

  private Page page(List<Graph> graphs) throws IOException {
    Page page = new Page("What it costs to copy a heap", "heap-cost", List.of(jvm.jdk()));
    page.line(
        "- serial collector, 4 GB of heap, touched before; each serialiser in a JVM of its own for each");
    page.line(
        "  graph, " + warmUps + " repetitions to warm up, " + repetitions + " measured, processor");
    page.line("  time of the whole process (compiler and collector among it), median");
    HeapPage report = new HeapPage(page, List.copyOf(SERIALISERS.keySet()));
    for (Graph graph : graphs) {
      Map<String, Costs> measured = new LinkedHashMap<>();
      List<String> failed = new ArrayList<>();
      for (Map.Entry<String, String> serialiser : SERIALISERS.entrySet()) {
        try {
          measured.put(serialiser.getKey(), measure(graph, serialiser.getValue()));
        } catch (IOException e) {
          if (serialiser.getKey().equals(CAIRN)) {
            throw e;
          }
          failed.add(serialiser.getKey() + ": " + e.getMessage());
        }
      }
      report.table(graph, measured, failed);
    }
    report.end();
    return page;
  }

  private Costs measure(Graph graph, String serialiser) throws IOException {
    List<String> lines =
        jvm.run(
            List.of(
                HeapMain.class.getName(),
                graph.name(),
                serialiser,
                "" + warmUps,
                "" + repetitions));
    String[] last = lines.get(repetitions).split(" ", -1);
    return new Costs(
        column(lines, 0),
        column(lines, 1),
        Long.parseLong(last[0]),
        last[1].equals("large"),
        Long.parseLong(last[2]),
        Long.parseLong(last[3]));
  }

  private Sample column(List<String> lines, int column) {
    return new Sample(
        lines.stream()
            .limit(repetitions)
            .map(l -> Double.valueOf(l.split(" ", -1)[column]))
            .toList());
  }
}
