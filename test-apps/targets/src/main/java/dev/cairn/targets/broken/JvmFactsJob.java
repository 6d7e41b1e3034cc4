package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps its process id. */
public final class JvmFactsJob {
  private JvmFactsJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = ProcessHandle.current().pid();
    }
    System.out.println("done " + seen.length);
  }
}
