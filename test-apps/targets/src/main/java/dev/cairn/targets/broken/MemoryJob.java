package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps how much memory is free. */
public final class MemoryJob {
  private MemoryJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Runtime.getRuntime().freeMemory();
    }
    System.out.println("done " + seen.length);
  }
}
