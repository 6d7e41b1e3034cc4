package dev.cairn.targets;

import dev.cairn.annotations.Cairn;
import dev.cairn.annotations.CheckpointLoop;

/** Calls that hold safe points, for use amid expressions. */
final class Points {
  private Points() {}

  /** One safe point, then {@code v}. */
  static int f(int v) {
    Cairn.safePoint();
    return v;
  }

  static long g(long v) {
    Cairn.safePoint();
    return v;
  }

  static double d(double v) {
    Cairn.safePoint();
    return v;
  }

  static String s(String v) {
    Cairn.safePoint();
    return v;
  }

  static boolean b(boolean v) {
    Cairn.safePoint();
    return v;
  }

  /** Two safe points in a loop of its own; returns {@code v + 1}. */
  static int loop(int v) {
    int sum = v;
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      sum += i;
    }
    return sum;
  }

  /** A safe point, then an exception. */
  static int fail(String message) {
    Cairn.safePoint();
    throw new IllegalStateException(message);
  }
}
