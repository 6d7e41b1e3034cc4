package dev.cairn.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the last safe point at which two runs agree, between one at which they do and one at which
 * they don't. Pure but for the runs it asks for.
 *
 * <p>What never stops is costly to look at, since it runs from C0 each time, but it can be looked
 * at in several places at once; the other run must be looked at in one place only, since a snapshot
 * may be what parts it. So by rounds:
 *
 * <pre>
 *   low                                                             high
 *    |----o----o----o----o----o----o----o----o----o----o----o----o----|    looked at in one run
 *                                  1         3    4    2                   one run for each
 * </pre>
 */
final class Bisection {
  /** Fifteen places make sixteen parts, which four looks tell apart. */
  private static final int PLACES = 15;

  /** Both runs, to be looked at between two safe points. */
  interface Runs {
    /**
     * Looks at the run that never stops, at these safe points or soon after.
     *
     * @param wanted ascending
     * @return where it could be looked at
     */
    List<Long> prepare(List<Long> wanted) throws IOException, VerdictException;

    /** Compares the other run with it at {@code point}, one of those that were prepared last. */
    Look at(long point) throws IOException, VerdictException;
  }

  /** What a look at one safe point showed. */
  sealed interface Look {
    /** The states are the same. */
    record Agree() implements Look {}

    /** They are not, in {@code first}, or the run did not get there. */
    record Part(@Nullable Difference first) implements Look {}

    /** The other run can't be looked at there. */
    record Unknown() implements Look {}
  }

  /** What is known: agreed below, parted at {@code high}. */
  record Bounds(long low, long high, @Nullable Difference atHigh) {
    Bounds with(long point, Look look) {
      if (look instanceof Look.Part part) {
        return new Bounds(low, point, part.first());
      }
      return look instanceof Look.Agree ? new Bounds(point, high, atHigh) : this;
    }

    private boolean contains(long point) {
      return low < point && point < high;
    }
  }

  private final Runs runs;

  Bisection(Runs runs) {
    this.runs = runs;
  }

  /** The nearest bounds to be had. */
  Bounds narrow(Bounds known) throws IOException, VerdictException {
    Bounds bounds = known;
    while (bounds.high - bounds.low > 1) {
      Bounds before = bounds;
      bounds = round(bounds, places(bounds.low, bounds.high));
      if (bounds.equals(before)) {
        break; // nothing between them can be looked at
      }
    }
    return bounds;
  }

  /** One run of what never stops, and of the other one for each halving of its places. */
  Bounds round(Bounds known, List<Long> wanted) throws IOException, VerdictException {
    Bounds bounds = known;
    List<Long> open = new ArrayList<>(new TreeSet<>(runs.prepare(wanted)));
    open.removeIf(p -> !known.contains(p));
    while (!open.isEmpty()) {
      long middle = open.get(open.size() / 2);
      Bounds now = bounds.with(middle, runs.at(middle));
      open.removeIf(p -> p == middle || !now.contains(p));
      bounds = now;
    }
    return bounds;
  }

  /** Up to {@link #PLACES} safe points that cut what lies between in parts of equal size. */
  static List<Long> places(long low, long high) {
    long between = high - low - 1;
    int count = (int) Math.min(PLACES, between);
    List<Long> places = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      long share = (high - low) / (count + 1) * i + (high - low) % (count + 1) * i / (count + 1);
      places.add(low + share);
    }
    return places;
  }
}
