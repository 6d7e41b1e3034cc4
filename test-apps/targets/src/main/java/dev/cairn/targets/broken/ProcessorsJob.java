package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps how many processors there are. */
public final class ProcessorsJob {
  private ProcessorsJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Runtime.getRuntime().availableProcessors();
    }
    System.out.println("done " + seen.length);
  }
}
