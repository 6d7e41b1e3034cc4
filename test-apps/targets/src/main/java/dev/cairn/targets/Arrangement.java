package dev.cairn.targets;

import dev.cairn.annotations.CheckpointJob;
import dev.cairn.annotations.CheckpointLoop;

/** A root of its own: what {@code main} does before it runs again in every JVM. */
public final class Arrangement {
  private Arrangement() {}

  public static void main(String[] args) {
    System.out.println("root returned " + new Arrangement().job(args.length, 7L, 0.5));
  }

  @CheckpointJob
  private double job(int a, long b, double c) {
    double sum = a + b * c;
    for (@CheckpointLoop int i = 0; i < 12; i++) {
      sum = sum * 1.5 + i;
    }
    System.out.println("loop done");
    return sum;
  }
}
