package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps the hash codes that the JVM gives to its objects. */
public final class IdentityHashJob {
  private IdentityHashJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = System.identityHashCode(new Object());
    }
    System.out.println("done " + seen.length);
  }
}
