package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Counts what the garbage collector has finalized. */
public final class FinalizerJob {
  private static volatile long finalized;

  private FinalizerJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      for (int i = 0; i < 100; i++) {
        new Garbage();
      }
      seen[turn] = finalized;
    }
    System.out.println("done " + seen.length);
  }

  private static final class Garbage {
    private final byte[] filling = new byte[50_000];

    @Override
    @SuppressWarnings("deprecation")
    protected void finalize() {
      finalized = finalized + filling.length;
    }
  }
}
