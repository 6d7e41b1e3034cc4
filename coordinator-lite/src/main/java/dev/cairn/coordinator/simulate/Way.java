package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.Policy;
import java.time.Duration;

/** How hosts are shared: as Cairn does, or as it is done without snapshots. */
public enum Way {
  /** What is stopped, or loses its host, goes on elsewhere. */
  MIGRATION("with migration") {
    @Override
    Saving saving() {
      return Saving.GENERATIONS;
    }

    @Override
    Policy policy(Policy wanted) {
      return wanted;
    }
  },

  /**
   * What is stopped, or loses its host, begins anew: so higher priorities stop lower ones, and
   * equals don't take turns, which would bring none of them to its end.
   */
  RESTART("without") {
    @Override
    Saving saving() {
      return Saving.NONE;
    }

    @Override
    Policy policy(Policy wanted) {
      return new Policy(
          wanted.minimumRun(), AGES, Duration.ZERO, wanted.lostAfter(), wanted.losses());
    }
  };

  private static final Duration AGES = Duration.ofDays(100_000);

  private final String words;

  Way(String words) {
    this.words = words;
  }

  /** As the report names it. */
  public String words() {
    return words;
  }

  /** What is left of a job that is stopped. */
  abstract Saving saving();

  /** What of a policy makes sense this way. */
  abstract Policy policy(Policy wanted);
}
