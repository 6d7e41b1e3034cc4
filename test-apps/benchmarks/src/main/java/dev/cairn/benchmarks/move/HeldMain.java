package dev.cairn.benchmarks.move;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * {@code HeldMain SHAPE}: keeps a heap of live objects, and changes a part of it at each pass,
 * until it is ended from outside. Shapes: {@code objects MEGABYTES}, half of them small objects
 * with references to any of them and half arrays of 8 KB, and {@code arrays}: 25 arrays of 8 MiB
 * and a list of 1M nodes, 243 MB.
 */
public final class HeldMain {
  /** Bytes of a {@link Cell} with its place in an array, on a 64-bit JVM with small references. */
  private static final int CELL_BYTES = 44;

  private static final int BLOCK = 1024;

  /** Of each hundred, so many are changed in a pass. */
  private static final int CHANGED_PERCENT = 1;

  private HeldMain() {}

  private static final class Cell {
    double at;
    double speed;
    Cell other;
    int passes;

    Cell(Random random) {
      at = random.nextDouble();
      other = this;
    }
  }

  private record Node(long value, @Nullable Node next) {}

  public static void main(String[] args) {
    Random random = new Random(1);
    if (args[0].equals("arrays")) {
      Node list = null;
      for (int i = 0; i < 1_000_000; i++) {
        list = new Node(i, list);
      }
      go(new Cell[] {new Cell(random)}, new double[25][1 << 20], list, random);
    } else {
      long half = Integer.parseInt(args[1]) * 500_000L;
      Cell[] cells = new Cell[(int) (half / CELL_BYTES)];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = new Cell(random);
      }
      for (Cell c : cells) {
        c.other = cells[random.nextInt(cells.length)];
      }
      double[][] blocks = new double[(int) (half / (BLOCK * Double.BYTES))][BLOCK];
      go(cells, blocks, null, random);
    }
  }

  private static void go(Cell[] cells, double[][] blocks, @Nullable Node kept, Random random) {
    int changed = Math.max(1, cells.length * CHANGED_PERCENT / 100);
    int from = 0;
    double sum = 0;
    for (@CheckpointLoop int pass = 0; sum >= 0; pass++) {
      for (int i = 0; i < changed; i++) {
        Cell c = cells[(from + i) % cells.length];
        c.speed += 1e-3 * (c.other.at - c.at);
        c.at += c.speed;
        c.passes = pass;
      }
      from = (from + changed) % cells.length;
      double[] block = blocks[pass % blocks.length];
      block[pass % block.length] = random.nextDouble();
      sum += block[pass % block.length] + cells[from].passes * 1e-9;
    }
    System.out.println(sum + (kept == null ? "" : " " + kept.value() + kept.next()));
  }
}
