package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Random;

/** Draws from generators that nobody gave a seed. */
public final class RandomJob {
  private RandomJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = new Random().nextLong();
    }
    System.out.println("done " + seen.length);
  }
}
