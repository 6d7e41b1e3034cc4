package dev.cairn.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class RatioOfMediansTest {
  @Test
  void ofMedians() {
    RatioOfMedians ratio = new RatioOfMedians(Sample.of(1, 3, 100), Sample.of(6, 6, 0));
    assertThat(ratio.value()).isEqualTo(0.5);
  }

  /** What both contribute is in the interval: a steady one and a scattered one give a wide one. */
  @Test
  void bothScatter() {
    Sample steady = Sample.of(2, 2, 2);
    Sample scattered = Sample.of(1, 2, 4);
    assertThat(new RatioOfMedians(steady, scattered).interval())
        .isEqualTo(new Sample.Interval(0.5, 2));
    assertThat(new RatioOfMedians(scattered, steady).interval())
        .isEqualTo(new Sample.Interval(0.5, 2));
    assertThat(new RatioOfMedians(steady, steady).interval()).isEqualTo(new Sample.Interval(1, 1));
  }

  /** The interval covers the true ratio in about 95 of 100 pairs of samples. */
  @Test
  void intervalCovers() {
    int covered = 0;
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      Sample.Interval i =
          new RatioOfMedians(
                  drawn(() -> 3 + 0.1 * random.nextGaussian()),
                  drawn(() -> 2 + 0.1 * random.nextGaussian()))
              .interval();
      if (i.low() <= 1.5 && 1.5 <= i.high()) {
        covered++;
      }
    }
    assertThat(covered).isBetween(90, 100);
  }

  private static Sample drawn(DoubleSupplier value) {
    return new Sample(DoubleStream.generate(value).limit(21).boxed().toList());
  }
}
