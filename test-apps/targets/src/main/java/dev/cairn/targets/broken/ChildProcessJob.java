package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the process ids of children. */
public final class ChildProcessJob {
  private ChildProcessJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Process child = new ProcessBuilder("true").start();
      child.waitFor();
      seen[turn] = child.pid();
    }
    System.out.println("done " + seen.length);
  }
}
