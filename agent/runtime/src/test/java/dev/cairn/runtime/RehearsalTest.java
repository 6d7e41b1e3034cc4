package dev.cairn.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RehearsalTest {
  @Test
  void theJobsMethodsAndPlayedOnesAreLookedForByTurns() {
    List<String> asked = new ArrayList<>();
    Rehearsal rehearsal =
        new Rehearsal(
            (owner, name, descriptor) -> {
              asked.add(owner.getSimpleName() + "." + name);
              return null;
            });
    assertThat(rehearsal.act()).as("no frame is the job's").isZero();
    assertThat(asked).contains("Rehearsal.act", "Rehearsal.step");
    asked.clear();
    assertThat(rehearsal.act()).as("the root, and what stands on it").isEqualTo(8);
    assertThat(asked).isEmpty();
  }
}
