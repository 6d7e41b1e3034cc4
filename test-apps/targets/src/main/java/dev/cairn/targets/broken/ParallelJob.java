package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Keeps the order in which a parallel stream came by its elements. */
public final class ParallelJob {
  private ParallelJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Queue<Integer> order = new ConcurrentLinkedQueue<>();
      IntStream.range(0, 2_000).parallel().forEach(order::add);
      seen[turn] = order.toString().hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
