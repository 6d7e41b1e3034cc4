package dev.cairn.benchmarks.heap;

import dev.cairn.benchmarks.Machine;
import dev.cairn.benchmarks.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code HeapCost REPORT [graph...]}: measures Cairn's copy of a heap beside other serialisers,
 * each in a JVM of its own, and writes a report.
 */
public final class HeapCost {
  private static final int WARM_UPS = 3;
  private static final int REPETITIONS = 5;

  private static final String CAIRN = "cairn";

  /** Name in the report, by the name that {@link HeapMain} knows. */
  private static final List<Map.Entry<String, String>> SERIALISERS =
      List.of(
          Map.entry(CAIRN, "Cairn"),
          Map.entry("kryo", "Kryo"),
          Map.entry("kryo-fields", "Kryo, FieldSerializer for all"),
          Map.entry("java", "Java serialization"),
          Map.entry("fory", "Apache Fory"),
          Map.entry("eclipse", "Eclipse Serializer"));

  private final HeapJvm jvm;

  private HeapCost(HeapJvm jvm) {
    this.jvm = jvm;
  }

  public static void main(String[] args) throws IOException {
    if (args.length < 1) {
      System.err.println("usage: HeapCost REPORT [graph...], of " + List.of(Graph.values()));
      System.exit(64);
    }
    Path report = Path.of(args[0]);
    List<Graph> graphs =
        args.length == 1
            ? List.of(Graph.values())
            : Stream.of(args).skip(1).map(Graph::valueOf).toList();
    try (HeapJvm jvm = HeapJvm.oldest()) {
      String page = new HeapCost(jvm).report(graphs);
      Files.createDirectories(report.toAbsolutePath().getParent());
      Files.writeString(report, page);
      System.out.println("written: " + report);
    }
  }

  private String report(List<Graph> graphs) throws IOException {
    Map<Graph, Map<String, Costs>> measured = new EnumMap<>(Graph.class);
    for (Graph g : graphs) {
      Map<String, Costs> costs = new HashMap<>();
      for (Map.Entry<String, String> s : SERIALISERS) {
        Costs c = measure(g, s.getKey());
        if (c != null) {
          costs.put(s.getKey(), c);
        }
        System.out.println(g + " " + s.getKey() + " " + c);
      }
      measured.put(g, costs);
    }
    return HeapPage.of(SERIALISERS, measured, facts());
  }

  private List<String> facts() throws IOException {
    return List.of(
        "commit: " + Machine.commit(),
        "machine: " + Machine.description(),
        "JDK: " + jvm.jdk().version() + ", serial collector, 4 GB of heap",
        "each serialiser in a JVM of its own for each graph, "
            + WARM_UPS
            + " repetitions to warm up, "
            + REPETITIONS
            + " measured, processor time of the whole process (compiler and collector among it),"
            + " median");
  }

  /** Null where the serialiser can't copy the graph. */
  private @Nullable Costs measure(Graph graph, String serialiser) throws IOException {
    List<String> lines;
    try {
      lines =
          jvm.run(
              List.of(
                  HeapMain.class.getName(),
                  graph.name(),
                  serialiser,
                  "" + WARM_UPS,
                  "" + REPETITIONS));
    } catch (IOException e) {
      if (serialiser.equals(CAIRN)) {
        throw e;
      }
      System.out.println(graph + " " + serialiser + ": " + e.getMessage());
      return null;
    }
    double[] encode = new double[REPETITIONS];
    double[] decode = new double[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
      String[] pair = lines.get(i).split(" ", -1);
      encode[i] = Double.parseDouble(pair[0]);
      decode[i] = Double.parseDouble(pair[1]);
    }
    String[] last = lines.get(REPETITIONS).split(" ", -1);
    return new Costs(
        Sample.median(encode),
        Sample.median(decode),
        Long.parseLong(last[0]),
        last[1].equals("large"),
        Long.parseLong(last[2]),
        Long.parseLong(last[3]));
  }
}
