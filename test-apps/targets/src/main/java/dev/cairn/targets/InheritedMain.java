package dev.cairn.targets;

import dev.cairn.annotations.CheckpointLoop;

/** A program whose main stands in its superclass; the initialisers of both run once. */
public final class InheritedMain extends DeclaringMain {
  static {
    System.out.println("initialised " + made++);
  }

  private InheritedMain() {}
}

/** Has the main. */
class DeclaringMain {
  static int made = 3;

  public static void main(String[] args) {
    for (@CheckpointLoop int i = 0; i < 5; i++) {
      System.out.println(i + " " + made++);
    }
  }
}
