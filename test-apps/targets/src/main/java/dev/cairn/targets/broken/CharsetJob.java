package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Arrays;

/** Keeps bytes in the default charset. */
public final class CharsetJob {
  private CharsetJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = Arrays.hashCode("\u00e9".getBytes());
    }
    System.out.println("done " + seen.length);
  }
}
