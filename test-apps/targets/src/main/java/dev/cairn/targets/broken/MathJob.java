package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the last bits of what the platform computes. */
public final class MathJob {
  private MathJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Double.doubleToLongBits(Math.tanh(turn * 0.137) + Math.sin(turn));
    }
    System.out.println("done " + seen.length);
  }
}
