package dev.cairn.targets.broken;

import dev.cairn.annotations.CheckpointLoop;

/** Keeps an environment variable. */
public final class EnvironmentJob {
  private EnvironmentJob() {}

  public static void main(String[] args) throws Exception {
    long[] seen = new long[12];
    for (@CheckpointLoop int turn = 0; turn < seen.length; turn++) {
      seen[turn] = String.valueOf(System.getenv("HOSTNAME_OF_JOB")).hashCode();
    }
    System.out.println("done " + seen.length);
  }
}
