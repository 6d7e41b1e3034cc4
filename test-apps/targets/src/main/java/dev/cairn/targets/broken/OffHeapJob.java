package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.nio.ByteBuffer;

/** Holds memory outside of the heap. */
public final class OffHeapJob {
  private static final ByteBuffer held = ByteBuffer.allocateDirect(8);

  private OffHeapJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = held.getLong(0);
    }
    System.out.println("done " + seen.length);
  }
}
