package dev.cairn.benchmarks.move;

/** A program that only starts: what a JVM takes for itself. */
public final class Nothing {
  private Nothing() {}

  public static void main(String[] args) {}
}
