package dev.cairn.coordinator.server;

/** The coordinator's time. */
@FunctionalInterface
interface Clock {
  long millis();

  /** The machine's at the start, and from there one that nobody sets. */
  static Clock steady() {
    long begin = System.currentTimeMillis();
    long origin = System.nanoTime();
    return () -> begin + (System.nanoTime() - origin) / 1_000_000;
  }
}
