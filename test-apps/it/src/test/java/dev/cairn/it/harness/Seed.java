package dev.cairn.it.harness;

import java.util.Random;

/** The one source of chance in these tests: {@code -Dcairn.seed=N} repeats a run. */
public final class Seed {
  public static final long VALUE = Long.getLong("cairn.seed", System.nanoTime() % 1_000_000);

  private Seed() {}

  /** A generator of its own for each user; the seed is printed, and by failing tests shown. */
  public static Random random(String user) {
    System.out.println(user + ": cairn.seed=" + VALUE);
    return new Random(VALUE * 31 + user.hashCode());
  }
}
