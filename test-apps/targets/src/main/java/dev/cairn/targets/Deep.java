package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** {@code Deep depth}: a safe point under so many frames, each with an addition pending. */
public final class Deep {
  private Deep() {}

  public static void main(String[] args) {
    int depth = Integer.parseInt(args[0]);
    System.out.println("sum " + down(depth, 1.5, 7L));
  }

  private static double down(int n, double a, long b) {
    if (n == 0) {
      double sum = 0;
      for (@CheckpointLoop int i = 0; i < 3; i++) {
        sum += i;
      }
      return sum;
    }
    return a * n + down(n - 1, a + 1, b ^ n) + b % 3;
  }
}
