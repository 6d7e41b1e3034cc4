package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the bits of a NaN that it has made. */
public final class NanBitsJob {
  private NanBitsJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      double zero = turn * 0.0;
      seen[turn] = Double.doubleToRawLongBits(zero / zero);
    }
    System.out.println("done " + seen.length);
  }
}
