package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps what time it was. */
public final class ClockJob {
  private ClockJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = System.nanoTime();
    }
    System.out.println("done " + seen.length);
  }
}
