package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Seeds replay: {@code -Dcairn.seed=7 -Dcairn.seeds=1}. */
class SimulationTest {
  private static final int DEFAULT_SEEDS = 200;

  @Test
  void holdsWhateverGoesWrong() {
    long first = Long.getLong("cairn.seed", 1);
    long count = Long.getLong("cairn.seeds", DEFAULT_SEEDS);
    Set<JobState> seen = EnumSet.noneOf(JobState.class);
    for (long seed = first; seed < first + count; seed++) {
      Simulation simulation = new Simulation(seed);
      try {
        simulation.run();
      } catch (RuntimeException | AssertionError e) {
        fail("seed " + seed + ": " + e.getMessage(), e);
      }
      simulation.history().forEach(t -> seen.add(t.to()));
    }
    if (count >= DEFAULT_SEEDS) { // no job fails by itself here
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(JobState.FAILED)));
    }
  }
}
