package dev.cairn.snapshot.random;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.heap.Isomorphism;
import dev.cairn.snapshot.heap.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Run in JVMs of their own: {@code write FILE SEED} takes a snapshot of random graphs, {@code read
 * FILE SEED} restores it, makes the same graphs, compares them field by field, and prints {@link
 * #SAME} or what differs.
 */
final class MovedGraphs {
  static final String SAME = "same";

  /** Graphs in a snapshot. */
  static final int GRAPHS = 25;

  private static final int STEPS = 200;

  private MovedGraphs() {}

  public static void main(String[] args) {
    Path file = Path.of(args[1]);
    long seed = Long.parseLong(args[2]);
    if (args[0].equals("write")) {
      Snapshots.write(Snapshots.capture(RandomGraph.classes(), made(seed).toArray()), file);
    } else {
      System.out.println("seen: " + compared(file, seed));
    }
  }

  private static List<Object> made(long seed) {
    List<Object> graphs = new ArrayList<>();
    for (int i = 0; i < GRAPHS; i++) {
      graphs.add(RandomGraph.of(seed + i, STEPS));
    }
    return graphs;
  }

  private static String compared(Path file, long seed) {
    List<Object> restored;
    try {
      restored = Snapshots.restore(file);
    } catch (SnapshotException e) {
      return "refused: " + e.getMessage();
    }
    List<Object> made = made(seed); // with the restored order of Set.of, and hashes of constants
    for (int i = 0; i < GRAPHS; i++) {
      List<String> differences = Isomorphism.differences(made.get(i), restored.get(i));
      if (!differences.isEmpty()) {
        return "seed " + (seed + i) + " differs: " + differences;
      }
      if (!RandomGraph.hasItsHashes((Object[]) restored.get(i))) {
        return "seed " + (seed + i) + ": other identity hashes";
      }
    }
    return SAME;
  }
}
