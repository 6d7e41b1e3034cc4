package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Loads a library. */
public final class NativeJob {
  private NativeJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      System.loadLibrary("prefs");
      seen[turn] = turn;
    }
    System.out.println("done " + seen.length);
  }
}
