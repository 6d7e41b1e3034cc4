package dev.cairn.agent.jdk;

import java.util.Random;

/**
 * Makes this JVM differ from another one of the same kind in what no program may depend on: two
 * alike JVMs give the same identity hashes in the same order, and hide mistakes.
 */
public final class Perturbation {
  private Perturbation() {}

  /** Draws a seeded number of identity hashes on this thread, which shifts all that follow. */
  public static void perturb(long seed) {
    int n = 1 + new Random(seed).nextInt(1000);
    int sink = 0;
    for (int i = 0; i < n; i++) {
      sink ^= System.identityHashCode(new Object());
    }
    if (sink == 42) {
      Thread.onSpinWait(); // so that the loop has an effect
    }
  }
}
