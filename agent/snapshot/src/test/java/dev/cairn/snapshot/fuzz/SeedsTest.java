package dev.cairn.snapshot.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The fuzzer's seeds and what it once found, each with a few bytes changed, too. */
class SeedsTest {
  private static final int CHANGED = 20;

  @ParameterizedTest
  @EnumSource
  void areReadCleanly(FuzzTarget target) throws Throwable {
    Random random = new Random(1);
    assertThat(target.valid()).isNotEmpty();
    for (byte[] seed : target.seeds()) {
      target.run(seed);
      for (int i = 0; i < CHANGED; i++) {
        byte[] changed = seed.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        target.run(changed);
      }
    }
  }
}
