package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Calls by name what nobody sees it call. */
public final class CallByNameJob {
  private CallByNameJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = (Long) System.class.getMethod("nano" + "Time".strip()).invoke(null);
    }
    System.out.println("done " + seen.length);
  }
}
