package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.nio.ByteBuffer;

/** Keeps the bits of NaNs, copied in bulk. */
public final class NanBulkJob {
  private NanBulkJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      double zero = turn * 0.0;
      ByteBuffer bytes = ByteBuffer.allocate(8);
      bytes.asDoubleBuffer().put(new double[] {zero / zero});
      seen[turn] = bytes.getLong(0);
    }
    System.out.println("done " + seen.length);
  }
}
