package dev.cairn.coordinator.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A machine that goes away at a time that was known when its worker began. The coordinator knows
 * it, too, and has emptied it by then; this is for the worker to end, and for what is left there.
 */
public final class EndNotice implements EvictionNotice {
  private static final Duration LAST = Duration.ofSeconds(5);

  private final Instant end;
  private final Clock clock;

  public EndNotice(Instant end, Clock clock) {
    this.end = end;
    this.clock = clock;
  }

  @Override
  public @Nullable Duration look() {
    Duration left = Duration.between(clock.instant(), end);
    if (left.compareTo(LAST) > 0) {
      return null;
    }
    return left.isNegative() ? Duration.ZERO : left;
  }

  @Override
  public String name() {
    return "--until";
  }
}
