package dev.cairn.coordinator.worker;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Something that is tried until it succeeds: ever more seldom, and what stands in the way is said
 * once. Not thread-safe.
 */
final class Retry {
  static final long FIRST_MILLIS = 500;

  /** Well below the time after which a silent host is given up. */
  static final long LONGEST_MILLIS = 5_000;

  private final Consumer<String> say;
  private long next = FIRST_MILLIS;
  private @Nullable String said;

  Retry(Consumer<String> say) {
    this.say = say;
  }

  /** It failed: says why where that is news, and gives how long to wait. */
  long failed(String why) {
    if (!why.equals(said)) {
      say.accept(why);
      said = why;
    }
    long wait = next;
    next = Math.min(LONGEST_MILLIS, 2 * next);
    return wait;
  }

  /** It succeeded: says so where a failure had been said. */
  void succeeded(String what) {
    if (said != null) {
      say.accept(what);
    }
    said = null;
    next = FIRST_MILLIS;
  }
}
