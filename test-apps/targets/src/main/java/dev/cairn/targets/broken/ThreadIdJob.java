package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the numbers of threads. */
public final class ThreadIdJob {
  private ThreadIdJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = new Thread(() -> {}).getId();
    }
    System.out.println("done " + seen.length);
  }
}
