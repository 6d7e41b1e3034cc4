package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class StopChoiceTest {
  @Test
  void choosesEachOnceAscendingWithinTheRun() {
    Random random = new Random(1);
    for (int seed = 0; seed < 500; seed++) {
      long total = 1L + random.nextInt(1000);
      int wanted = 1 + random.nextInt(60);

      long[] stops = StopChoice.choose(total, wanted, seed);

      assertThat(stops)
          .as("%d of %d, seed %d", wanted, total, seed)
          .hasSize((int) Math.min(total, wanted))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(stops[0]).isGreaterThanOrEqualTo(1);
      assertThat(stops[stops.length - 1]).isLessThanOrEqualTo(total);
    }
  }

  @Test
  void choosesAllWhereNoFewerAreWanted() {
    assertThat(StopChoice.choose(7, Integer.MAX_VALUE, 3))
        .isEqualTo(LongStream.rangeClosed(1, 7).toArray());
  }

  @Test
  void spreadsOverLongRuns() {
    long[] stops = StopChoice.choose(Long.MAX_VALUE / 2, 4, 9);

    for (int i = 0; i < 4; i++) {
      assertThat(stops[i] / (Long.MAX_VALUE / 8)).isEqualTo(i);
    }
  }

  @Test
  void repeatsItselfByItsSeed() {
    assertThat(StopChoice.choose(1000, 10, 5))
        .isEqualTo(StopChoice.choose(1000, 10, 5))
        .isNotEqualTo(StopChoice.choose(1000, 10, 6));
  }

  @Test
  void refusesNothingToChooseFrom() {
    assertThatThrownBy(() -> StopChoice.choose(0, 1, 1)).hasMessage("1 stops of 0");
  }
}
