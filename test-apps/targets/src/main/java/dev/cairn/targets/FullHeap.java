package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** {@code FullHeap arrays}: so many arrays of a mebibyte each, which change in every turn. */
public final class FullHeap {
  private FullHeap() {}

  public static void main(String[] args) {
    long[][] arrays = new long[Integer.parseInt(args[0])][1 << 17];
    long sum = 0;
    for (@CheckpointLoop int turn = 0; turn < 6; turn++) {
      for (long[] a : arrays) {
        for (int i = 0; i < a.length; i++) {
          a[i] = a[i] * 31 + i + turn;
          sum = sum * 17 + a[i];
        }
      }
      System.out.println(turn + " " + sum);
    }
  }
}
