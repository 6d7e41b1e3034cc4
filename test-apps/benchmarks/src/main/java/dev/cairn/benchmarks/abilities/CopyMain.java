package dev.cairn.benchmarks.abilities;

import dev.cairn.benchmarks.heap.RoundTrip;

/** {@code CopyMain SERIALISER FAMILY...}: copies each, and prints what came of it, a line each. */
public final class CopyMain {
  /** Begins the lines that count: serialisers print, too. */
  static final String MARK = "0 copied: ";

  private CopyMain() {}

  public static void main(String[] args) {
    for (int i = 1; i < args.length; i++) {
      Family family = Family.valueOf(args[i]);
      System.out.println(MARK + outcome(args[0], family));
    }
  }

  private static String outcome(String serialiser, Family family) {
    try {
      String expected = family.tell(family.make());
      return Outcome.told(expected, family.tell(RoundTrip.of(serialiser, family.make())));
    } catch (Throwable e) { // whatever a serialiser throws is what is asked for
      return Outcome.threw(e);
    }
  }
}
