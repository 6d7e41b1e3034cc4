package dev.cairn.benchmarks.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cairn.benchmarks.plot.DotPlot.Scale;
import java.util.List;
import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void equalFactorsAreEqualDistancesOnALogarithmicAxis() {
    Axis axis = new Axis(Scale.LOGARITHMIC, List.of(0.5, 40.0));
    double factor = axis.share(2) - axis.share(1);
    assertThat(axis.share(20) - axis.share(10)).isCloseTo(factor, within(1e-9));
    assertThat(axis.share(0.5)).isBetween(0.0, 0.1);
    assertThat(axis.share(40)).isBetween(0.9, 1.0);
    assertThat(axis.ticks()).containsExactly(0.5, 1.0, 2.0, 5.0, 10.0, 20.0);
  }

  @Test
  void manyDecadesAreWrittenByTheirBeginnings() {
    assertThat(new Axis(Scale.LOGARITHMIC, List.of(0.1, 5_000.0)).ticks())
        .containsExactly(0.1, 1.0, 10.0, 100.0, 1_000.0);
  }

  @Test
  void lessThanADecadeHasMoreThanItsBeginning() {
    List<Double> ticks = new Axis(Scale.LOGARITHMIC, List.of(0.91, 1.45)).ticks();
    assertThat(ticks).hasSizeBetween(4, 8).isSorted().allMatch(t -> t > 0.85 && t < 1.5);
  }

  @Test
  void aLinearAxisBeginsAtZeroUnlessItsValuesLieCloseTogether() {
    assertThat(new Axis(Scale.LINEAR, List.of(190.0, 4407.0)).share(0)).isZero();
    assertThat(new Axis(Scale.LINEAR, List.of(0.98, 1.15)).share(0)).isNegative();
  }

  @Test
  void oneValueIsInTheMidst() {
    for (Scale scale : Scale.values()) {
      assertThat(new Axis(scale, List.of(1.0)).share(1)).isCloseTo(0.5, within(1e-9));
    }
  }
}
