package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** {@code Prints lines}: lines of 128 bytes each, of which a pipe's pages hold whole numbers. */
public final class Prints {
  private Prints() {}

  public static void main(String[] args) {
    int lines = Integer.parseInt(args[0]);
    for (@CheckpointLoop int line = 0; line < lines; line++) {
      System.out.print(String.format("%-127d\n", line));
    }
  }
}
