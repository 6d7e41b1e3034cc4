package dev.cairn.fuzz.run;

import java.util.function.LongFunction;

/** What is done at the nth safe point that a run reaches. */
interface Stops {
  /** What is done at one safe point. */
  enum Act {
    PASS,
    /** The frames are saved and re-entered. */
    STAY,
    /** Frames and heap go through a snapshot, and come back to the same classes. */
    RENEW,
    /** They come to classes of a new loader, as in another JVM; ten times as dear. */
    MOVE
  }

  Act at(long n);

  /** Whether frames and heap go through a snapshot. */
  static boolean saved(Act act) {
    return act == Act.RENEW || act == Act.MOVE;
  }

  /** Of a name for messages. */
  static Stops named(String name, LongFunction<Act> acts) {
    return new Stops() {
      @Override
      public Act at(long n) {
        return acts.apply(n);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
