package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the frames of all threads. */
public final class ThreadDumpJob {
  private ThreadDumpJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Thread.getAllStackTraces().get(Thread.currentThread()).length;
    }
    System.out.println("done " + seen.length);
  }
}
