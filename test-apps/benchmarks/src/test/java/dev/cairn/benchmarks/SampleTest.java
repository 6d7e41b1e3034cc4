package dev.cairn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void medianOfOddAndEven() {
    assertThat(new Sample(List.of(3.0, 1.0, 2.0)).median()).isEqualTo(2.0);
    assertThat(new Sample(List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void oneOutlierMovesNothing() {
    Sample s = new Sample(List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 9.0));
    assertThat(s.median()).isEqualTo(1.0);
    assertThat(s.interval().high()).isEqualTo(1.0);
  }

  /** The interval covers the true median in about 95 of 100 samples. */
  @Test
  void intervalCovers() {
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<Double> drawn =
          IntStream.range(0, 21).mapToObj(i -> 1.02 + 0.01 * random.nextGaussian()).toList();
      Sample.Interval i = new Sample(drawn).interval();
      if (i.low() <= 1.02 && 1.02 <= i.high()) {
        covered++;
      }
    }
    assertThat(covered).isBetween(90, 100);
  }

  @Test
  void nothingMeasured() {
    assertThatThrownBy(() -> new Sample(List.of())).hasMessage("no ratios");
  }
}
