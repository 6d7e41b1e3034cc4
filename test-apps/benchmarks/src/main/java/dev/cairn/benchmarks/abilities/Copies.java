package dev.cairn.benchmarks.abilities;

import dev.cairn.benchmarks.Page;
import dev.cairn.benchmarks.heap.HeapJvm;
import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The table of what becomes of objects that are copied. */
final class Copies {
  private static final Map<String, String> PEERS = peers();

  private Copies() {}

  private static Map<String, String> peers() {
    Map<String, String> peers = new LinkedHashMap<>();
    peers.put("kryo", "Kryo");
    peers.put("kryo-fields", "Kryo, FieldSerializer for all");
    peers.put("java", "Java serialization");
    peers.put("fory", "Apache Fory");
    peers.put("eclipse", "Eclipse Serializer");
    return peers;
  }

  static void table(Page page, CairnRun cairn, List<Family> families) throws IOException {
    page.line("");
    page.row("## What becomes of an object");
    page.line("");
    page.line(
        "Each kind of object is made, copied and asked. The peers copy it to bytes and back in"
            + " one");
    page.line(
        "JVM, set up as in heap-cost; Cairn stops a job that holds it, and another JVM goes on.");
    page.line("");
    page.row("| | Cairn | " + String.join(" | ", PEERS.values()) + " |");
    page.row("|---|" + "---|".repeat(PEERS.size() + 1));
    List<List<String>> columns = new ArrayList<>();
    try (HeapJvm jvm = HeapJvm.oldest()) {
      columns.add(cairn(cairn, jvm.jdk(), families));
      for (String peer : PEERS.keySet()) {
        columns.add(peer(jvm, peer, families));
      }
    }
    for (int i = 0; i < families.size(); i++) {
      StringBuilder row = new StringBuilder("| " + families.get(i).title() + " |");
      for (List<String> column : columns) {
        row.append(' ').append(column.get(i)).append(" |");
      }
      page.row(row.toString());
    }
  }

  private static List<String> cairn(CairnRun cairn, Jdk jdk, List<Family> families)
      throws IOException {
    List<String> cells = new ArrayList<>();
    for (Family f : families) {
      cells.add(cairn.moved(jdk, jdk, 1, List.of(KeptMain.class.getName(), f.name())));
    }
    return cells;
  }

  /** One JVM for all; where it dies, those that are left are not told of. */
  private static List<String> peer(HeapJvm jvm, String peer, List<Family> families) {
    List<String> words =
        Stream.concat(
                Stream.of(CopyMain.class.getName(), peer), families.stream().map(Family::name))
            .toList();
    List<String> cells = new ArrayList<>();
    try {
      jvm.run(words).stream()
          .filter(l -> l.startsWith(CopyMain.MARK))
          .forEach(l -> cells.add(l.substring(CopyMain.MARK.length())));
    } catch (IOException e) {
      cells.add(Outcome.threw(e));
    }
    while (cells.size() < families.size()) {
      cells.add(Outcome.failed("its JVM had ended"));
    }
    return cells;
  }
}
