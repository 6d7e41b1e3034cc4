package dev.cairn.benchmarks.heap;

import dev.cairn.snapshot.format.Compression;
import java.io.IOException;
import java.util.Random;

/**
 * {@code DeltaMain COMPRESSION}: writes a generation of the particles, and the next ones after
 * nothing, one field of a tenth of them in a row, and one field of each hundredth at random was
 * changed. Prints the bytes written for each, one a line, the first generation's first: its file
 * and the pack of its chunks. What older generations give back is not taken off.
 */
public final class DeltaMain {
  private DeltaMain() {}

  public static void main(String[] args) throws IOException {
    Compression compression = Compression.parse(args[0]).orElseThrow();
    Graph.Particle[] all = (Graph.Particle[]) Graph.PARTICLES.make();
    Random random = new Random(2);
    try (CairnSerialiser cairn = new CairnSerialiser(HeapMain.instrumentation(), compression)) {
      print(cairn, all);
      print(cairn, all);
      for (int i = 0; i < all.length / 10; i++) {
        all[all.length / 3 + i].vx = random.nextDouble();
      }
      print(cairn, all);
      int[] scattered = random.ints(0, all.length).distinct().limit(all.length / 100).toArray();
      for (int i : scattered) {
        all[i].vx = random.nextDouble();
      }
      print(cairn, all);
    }
  }

  private static void print(CairnSerialiser cairn, Graph.Particle[] all) {
    cairn.encode(all);
    System.out.println(cairn.write().bytes());
  }
}
