package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** A job that lives on after a class, and with it a subclass, has failed to be initialised. */
public final class FailsToInitialise {
  private static class Bad {
    static final int[] TABLE = new int[Integer.parseInt("-1")];
    static int used;
  }

  /** Has no initialiser of its own. */
  private static final class Worse extends Bad {
    static int touched;
  }

  private FailsToInitialise() {}

  public static void main(String[] args) {
    if (args.length > 0) {
      touch();
    }
    int sum = 0;
    for (@CheckpointLoop int i = 0; i < 10; i++) {
      sum += i;
    }
    touch();
    System.out.println("sum " + sum);
  }

  private static void touch() {
    try {
      Worse.touched++;
    } catch (LinkageError e) {
      System.out.println(e);
    }
    try {
      Bad.used++;
    } catch (LinkageError e) {
      System.out.println(e);
    }
  }
}
