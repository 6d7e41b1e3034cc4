package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.UUID;

/** Draws what nobody can foretell. */
public final class SecureRandomJob {
  private SecureRandomJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = UUID.randomUUID().getMostSignificantBits();
    }
    System.out.println("done " + seen.length);
  }
}
