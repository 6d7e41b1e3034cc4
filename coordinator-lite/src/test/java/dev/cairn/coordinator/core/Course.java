package dev.cairn.coordinator.core;

import dev.cairn.coordinator.simulate.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Virtual time, and what a seed makes of it. At first much goes wrong, later nothing does. */
final class Course {
  static final long FAULTS_UNTIL = Duration.ofMinutes(15).toMillis();

  private final VirtualTime time = new VirtualTime();
  private final Random random;

  Course(long seed) {
    random = new Random(seed);
  }

  long now() {
    return time.now();
  }

  boolean step() {
    return time.step();
  }

  void after(long millis, Runnable what) {
    time.after(millis, what);
  }

  /** Lets something happen at some time until then, soon where nothing goes wrong any more. */
  void within(int millis, Runnable what) {
    time.after(random.nextInt(isMended() ? 50 : millis), what);
  }

  boolean isMended() {
    return now() >= FAULTS_UNTIL;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /** A chance of what goes wrong: none any more when all is mended. */
  boolean mishap(double p) {
    return !isMended() && chance(p);
  }

  <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
