package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.launch.Jdk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HadStopsTest {
  private static HadStops of(long[] wanted, long... taken) {
    return HadStops.of(wanted, taken, 10_000);
  }

  @Test
  void stopsThatWereHadWhereTheyWereWantedAreNotLate() {
    assertThat(of(new long[] {3, 50}, 3, 50))
        .isEqualTo(new HadStops(new TreeMap<>(Map.of(3L, 3L, 50L, 50L)), 0, true));
  }

  @Test
  void lateOnesAreHadAtTheNextAndMaybeTogether() {
    HadStops had = of(new long[] {3, 5, 50}, 9, 50);

    assertThat(had.had()).isEqualTo(Map.of(3L, 9L, 5L, 9L, 50L, 50L));
    assertThat(had.late()).isEqualTo(2);
    assertThat(had.soon()).isTrue();
  }

  @Test
  void soonIsATenthOfTheRunOrAFewSafePoints() {
    assertThat(of(new long[] {1}, 1001).soon()).isTrue();
    assertThat(of(new long[] {1}, 1002).soon()).isFalse();
    assertThat(HadStops.of(new long[] {1}, new long[] {65}, 66).soon()).isTrue();
    assertThat(HadStops.of(new long[] {1}, new long[] {66}, 66).soon()).isFalse();
  }

  @Test
  void theEndOfTheRunMayComeFirst() {
    HadStops had = of(new long[] {3, 9_990}, 3);

    assertThat(had.had()).isEqualTo(Map.of(3L, 3L));
    assertThat(had.late()).isEqualTo(1);
    assertThat(had.soon()).isTrue();
    assertThat(of(new long[] {3, 8_000}, 3).soon()).isFalse();
    assertThat(of(new long[] {9_990}).soon()).as("none at all").isFalse();
  }

  @Test
  void eachJvmStopsWhereItsOwnReferenceCould() {
    JvmVariant one = new JvmVariant(new Jdk(Path.of("one"), "17", 17), List.of(), 1);
    JvmVariant two = new JvmVariant(new Jdk(Path.of("two"), "25", 25), List.of(), 2);
    List<LegPlan> chain =
        List.of(
            new LegPlan(0, 5, false, one),
            new LegPlan(5, 6, false, two),
            new LegPlan(6, 9, false, one),
            new LegPlan(9, 20, true, two));
    HadStops ofOne = HadStops.of(new long[] {5, 9}, new long[] {8, 9}, 20);

    assertThat(
            LegPlan.moved(
                chain, Map.of(one.jdk(), ofOne, two.jdk(), of(new long[] {6}, new long[] {9}))))
        .containsExactly(
            new LegPlan(0, 8, false, one),
            new LegPlan(8, 9, false, two),
            new LegPlan(9, 20, true, two));
    assertThat(
            LegPlan.moved(
                chain, Map.of(one.jdk(), ofOne, two.jdk(), of(new long[] {6}, new long[] {7}))))
        .containsExactly(
            new LegPlan(0, 7, false, two),
            new LegPlan(7, 8, false, one),
            new LegPlan(8, 9, false, one),
            new LegPlan(9, 20, true, two));
  }
}
