package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;
import java.io.IOException;

/** Reaches two safe points, then waits for its standard input: no further one is ever reached. */
public final class Blocked {
  private Blocked() {}

  public static void main(String[] args) throws IOException {
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 3; i++) {
      sum += i;
      if (i == 2) {
        waitForInput();
      }
    }
    System.out.println("sum " + sum);
  }

  private static void waitForInput() throws IOException {
    System.out.println("waiting");
    System.in.read();
  }
}
