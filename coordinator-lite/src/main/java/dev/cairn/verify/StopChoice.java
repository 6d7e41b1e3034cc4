package dev.cairn.verify;

import java.util.Random;
import java.util.TreeSet;

/** Which safe points the chain stops at. Pure. */
public final class StopChoice {
  private StopChoice() {}

  /**
   * {@code wanted} different safe points of 1..{@code total}, ascending; all where there are no
   * more. One is drawn from each of {@code wanted} strata of equal size, so that they spread over
   * the run.
   *
   * @param total how many safe points the undisturbed run reached, at least 1
   * @param wanted how many to choose, at least 1
   */
  public static long[] choose(long total, long wanted, long seed) {
    if (total < 1 || wanted < 1) {
      throw new IllegalArgumentException(wanted + " stops of " + total);
    }
    int count = Math.toIntExact(Math.min(total, wanted));
    Random random = new Random(seed);
    TreeSet<Long> stops = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      long low = bound(total, i, count);
      long high = bound(total, i + 1, count);
      stops.add(low + 1 + Math.floorMod(random.nextLong(), high - low));
    }
    return stops.stream().mapToLong(Long::longValue).toArray();
  }

  /** The last safe point of the first {@code i} strata: total * i / count without overflow. */
  private static long bound(long total, long i, long count) {
    return total / count * i + total % count * i / count;
  }
}
