package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/**
 * {@code Counter turns work}: a loop of a given number of turns, each a given amount of work long.
 * With little work a tight loop, with much a short and heavy one.
 */
public final class Counter {
  private Counter() {}

  public static void main(String[] args) {
    long turns = Long.parseLong(args[0]);
    long work = Long.parseLong(args[1]);
    System.out.println("started");
    System.out.println("sum " + run(turns, work));
  }

  private static long run(long turns, long work) {
    long sum = 1;
    for (@CheckpointLoop long turn = 0; turn < turns; turn++) {
      sum = sum * 31 + turn;
      for (long i = 0; i < work; i++) {
        sum ^= sum << 13;
        sum ^= sum >>> 7;
        sum ^= sum << 17;
      }
    }
    return sum;
  }
}
