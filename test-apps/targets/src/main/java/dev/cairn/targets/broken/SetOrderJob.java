package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Set;
import java.util.stream.IntStream;

/** Keeps the order of a set that has each run's own. */
public final class SetOrderJob {
  private SetOrderJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Set<Integer> set = Set.copyOf(IntStream.range(0, 500).boxed().toList());
      seen[turn] = set.toString().hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
