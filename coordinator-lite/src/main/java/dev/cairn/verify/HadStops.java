package dev.cairn.verify;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the snapshots were taken that were wanted at some safe points. One that is refused there is
 * taken at the next safe point where it can be, maybe together with the one wanted after it. Pure.
 *
 * @param had by the safe point where it was wanted
 * @param late how many were not to be had where they were wanted
 * @param soon whether each was to be had soon, or the run was over soon
 */
record HadStops(SortedMap<Long, Long> had, int late, boolean soon) {
  /**
   * Soon is within this many safe points, or within this part of the run; at its end the latter.
   */
  private static final int SAFE_POINTS = 64;

  private static final int PART = 10;

  HadStops {
    had = Collections.unmodifiableSortedMap(new TreeMap<>(had));
  }

  /**
   * @param wanted ascending
   * @param taken ascending
   * @param total safe points of the whole run
   */
  static HadStops of(long[] wanted, long[] taken, long total) {
    SortedMap<Long, Long> had = new TreeMap<>();
    int late = 0;
    boolean soon = taken.length > 0;
    int next = 0;
    for (long w : wanted) {
      while (next < taken.length && taken[next] < w) {
        next++;
      }
      if (next == taken.length) {
        late++;
        soon &= total - w <= total / PART;
      } else {
        long at = taken[next];
        had.put(w, at);
        late += at == w ? 0 : 1;
        soon &= at - w <= Math.max(SAFE_POINTS, total / PART);
      }
    }
    return new HadStops(had, late, soon);
  }
}
