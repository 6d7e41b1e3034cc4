package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Sleeps, which changes nothing. */
public final class SleepJob {
  private SleepJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Thread.sleep(1);
      seen[turn] = turn;
    }
    System.out.println("done " + seen.length);
  }
}
