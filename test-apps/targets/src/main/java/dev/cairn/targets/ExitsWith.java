package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/**
 * {@code ExitsWith code|exception}: a job that ends with an exit code of its own, or by throwing.
 */
public final class ExitsWith {
  private ExitsWith() {}

  public static void main(String[] args) {
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 10; i++) {
      sum += i;
    }
    System.out.println("sum " + sum);
    if (args[0].equals("exception")) {
      throw new IllegalStateException("the job's own");
    }
    System.exit(Integer.parseInt(args[0]));
  }
}
