package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Has two threads count without a lock. */
public final class ThreadsJob {
  private static volatile long counter;

  private ThreadsJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      Thread one = new Thread(ThreadsJob::count);
      Thread other = new Thread(ThreadsJob::count);
      one.start();
      other.start();
      one.join();
      other.join();
      seen[turn] = counter;
    }
    System.out.println("done " + seen.length);
  }

  private static void count() {
    for (int i = 0; i < 50_000; i++) {
      counter = counter + 1;
    }
  }
}
