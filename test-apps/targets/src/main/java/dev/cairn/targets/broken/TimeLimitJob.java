package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Waits for another thread, but no longer than some time. */
public final class TimeLimitJob {
  private static volatile long spun;

  private TimeLimitJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      int turns = turn * 20_000;
      Thread work = new Thread(() -> spin(turns));
      work.start();
      work.join(1);
      seen[turn] = work.isAlive() ? 1 : 0;
      work.join();
    }
    System.out.println("done " + seen.length);
  }

  private static void spin(int times) {
    long x = 1;
    for (int i = 0; i < times; i++) {
      x = x * 31 + i;
      spun = x;
    }
  }
}
