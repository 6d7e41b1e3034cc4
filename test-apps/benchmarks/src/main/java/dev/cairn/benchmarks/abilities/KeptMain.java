package dev.cairn.benchmarks.abilities;

import dev.cairn.annotations.Cairn;

/** {@code KeptMain FAMILY}: keeps one while it may be stopped, and tells what came of it. */
public final class KeptMain {
  private KeptMain() {}

  public static void main(String[] args) {
    Family family = Family.valueOf(args[0]);
    String expected = family.tell(family.make());
    Object kept = family.make();
    Cairn.safePoint();
    String told;
    try {
      told = Outcome.told(expected, family.tell(kept));
    } catch (RuntimeException e) {
      told = Outcome.threw(e);
    }
    System.out.println(told);
  }
}
