package dev.cairn.benchmarks.heap;

import java.io.IOException;
import java.util.Random;

/**
 * Writes a generation of the particles, changes one field of some, and writes the next. Prints what
 * the second has added to the disk, and what the state takes, in bytes: first for a tenth of them
 * in a row, then for each hundredth at random.
 */
public final class DeltaMain {
  private DeltaMain() {}

  public static void main(String[] args) throws IOException {
    Graph.Particle[] all = (Graph.Particle[]) Graph.PARTICLES.make();
    Random random = new Random(2);
    try (CairnSerialiser cairn = new CairnSerialiser(HeapMain.instrumentation())) {
      cairn.encode(all);
      cairn.write();
      for (int i = 0; i < all.length / 10; i++) {
        all[all.length / 3 + i].vx = random.nextDouble();
      }
      print(cairn, all);
      for (int i = 0; i < all.length / 100; i++) {
        all[random.nextInt(all.length)].vx = random.nextDouble();
      }
      print(cairn, all);
    }
  }

  private static void print(CairnSerialiser cairn, Object root) throws IOException {
    long before = cairn.onDisk();
    cairn.encode(root);
    cairn.write();
    System.out.println((cairn.onDisk() - before) + " " + cairn.bytes());
  }
}
