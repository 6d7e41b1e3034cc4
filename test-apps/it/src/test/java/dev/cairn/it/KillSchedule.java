package dev.cairn.it;

import java.time.Duration;
import java.util.Random;

/**
 * When whichever program is running is killed: 5 to 20 seconds after the last kill, however many
 * programs have ended meanwhile.
 */
final class KillSchedule {
  private static final Duration SHORTEST = Duration.ofSeconds(5);
  private static final int SPREAD_MILLIS = 15_000;

  private final Random random;
  private long next;

  KillSchedule(Random random) {
    this.random = random;
    killed();
  }

  /** How long it is until the next kill; zero where it is overdue. */
  Duration left() {
    long left = next - System.nanoTime();
    return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
  }

  /** Sets the time of the next one. */
  void killed() {
    next = System.nanoTime() + SHORTEST.plusMillis(random.nextInt(SPREAD_MILLIS)).toNanos();
  }
}
