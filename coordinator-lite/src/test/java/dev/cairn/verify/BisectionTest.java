package dev.cairn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.verify.Bisection.Bounds;
import dev.cairn.verify.Bisection.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BisectionTest {
  /** Two runs of which what happens is known. */
  private static final class Known implements Bisection.Runs {
    private final long parted;
    private final LongPredicate savable;
    private final LongPredicate reachable;
    private int rounds;
    private int looks;
    private Set<Long> prepared = Set.of();

    Known(long parted, LongPredicate savable, LongPredicate reachable) {
      this.parted = parted;
      this.savable = savable;
      this.reachable = reachable;
    }

    @Override
    public List<Long> prepare(List<Long> wanted) {
      rounds++;
      List<Long> taken = new ArrayList<>();
      for (long w : wanted) {
        taken.add(LongStream.iterate(w, p -> p + 1).filter(savable).findFirst().orElseThrow());
      }
      prepared = new TreeSet<>(taken);
      return taken;
    }

    @Override
    public Look at(long point) {
      looks++;
      assertThat(prepared).as("looked at in the run that never stops").contains(point);
      if (!reachable.test(point)) {
        return new Look.Unknown();
      }
      return point < parted ? new Look.Agree() : new Look.Part(difference(point));
    }
  }

  private static Difference difference(long point) {
    return new Difference("v", "0", Long.toString(point), List.of());
  }

  private static Bounds narrowed(Known runs, long low, long high) throws Exception {
    return new Bisection(runs).narrow(new Bounds(low, high, difference(high)));
  }

  @Test
  void findsEachPlaceWhereTwoRunsMayPart() throws Exception {
    for (long parted = 11; parted <= 60; parted++) {
      Known runs = new Known(parted, p -> true, p -> true);
      assertThat(narrowed(runs, 10, 60))
          .isEqualTo(new Bounds(parted - 1, parted, difference(parted)));
    }
  }

  @Test
  void takesFewRunsOfALongJob() throws Exception {
    Known runs = new Known(123_456_789_012L, p -> true, p -> true);
    assertThat(narrowed(runs, 0, 1_000_000_000_000L).low()).isEqualTo(123_456_789_011L);
    assertThat(runs.rounds).isEqualTo(10); // 16^10 > 10^12
    assertThat(runs.looks).isLessThanOrEqualTo(41);
  }

  @Test
  void findsTheNearestThatCanBeLookedAt() throws Exception {
    LongPredicate gap = p -> p < 40 || p > 70;
    assertThat(narrowed(new Known(50, gap, p -> true), 0, 1000))
        .isEqualTo(new Bounds(39, 71, difference(71)));
    assertThat(narrowed(new Known(50, p -> true, gap), 0, 1000).high()).isGreaterThan(70);
  }

  @Test
  void leavesNeighboursAsTheyAre() throws Exception {
    Known runs = new Known(8, p -> true, p -> true);
    assertThat(narrowed(runs, 7, 8)).isEqualTo(new Bounds(7, 8, difference(8)));
    assertThat(runs.rounds).isZero();
  }

  @Test
  void placesCutInPartsOfEqualSize() {
    assertThat(Bisection.places(0, 160))
        .containsExactly(
            10L, 20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L, 100L, 110L, 120L, 130L, 140L, 150L);
    assertThat(Bisection.places(4, 7)).containsExactly(5L, 6L);
    assertThat(Bisection.places(4, 5)).isEmpty();
    assertThat(Bisection.places(0, Long.MAX_VALUE)).isSorted().hasSize(15);
  }
}
