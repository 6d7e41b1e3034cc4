package dev.cairn.coordinator.core;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which jobs to save when not all fit: for each number of jobs saved at once a knapsack (B. O.
 * Yenke, J.-F. Méhaut, M. Tchuente, Scheduling of computing services on intranet networks, 2011).
 * Exact, by dynamic programming over number and volume.
 */
final class Knapsack {
  private static final long NEVER = -1;

  private Knapsack() {}

  /**
   * What may be taken.
   *
   * @param value not negative
   * @param volume in units, not negative
   */
  record Item(long value, int volume) {}

  /** Whether so many of such a volume in all can be taken. */
  interface Room {
    boolean fits(int count, int volume);
  }

  /**
   * The items of the greatest value that fit together; of these choices one of least volume.
   *
   * @param limit no more volume than this fits, whatever the number
   * @return their places in the list
   */
  static BitSet best(List<Item> items, int limit, Room room) {
    int n = items.size();
    int row = limit + 1;
    long[] value = new long[(n + 1) * row]; // by number, then volume
    Arrays.fill(value, NEVER);
    value[0] = 0;
    BitSet[] taken = new BitSet[n];
    for (int i = 0; i < n; i++) {
      taken[i] = take(items.get(i), i, row, value);
    }
    int best = 0;
    for (int at = 0; at < value.length; at++) {
      int volume = at % row;
      boolean better = value[at] > value[best] || (value[at] == value[best] && volume < best % row);
      if (better && room.fits(at / row, volume)) {
        best = at;
      }
    }
    BitSet chosen = new BitSet(n);
    int at = best;
    for (int i = n - 1; i >= 0; i--) {
      if (taken[i].get(at)) {
        chosen.set(i);
        at -= row + items.get(i).volume();
      }
    }
    return chosen;
  }

  /** Where it pays to take an item that comes after so many. */
  private static BitSet take(Item item, int before, int row, long[] value) {
    BitSet taken = new BitSet(value.length);
    for (int count = before; count >= 0; count--) {
      for (int volume = row - 1 - item.volume(); volume >= 0; volume--) {
        int from = count * row + volume;
        int to = from + row + item.volume();
        if (value[from] != NEVER && value[from] + item.value() > value[to]) {
          value[to] = value[from] + item.value();
          taken.set(to);
        }
      }
    }
    return taken;
  }
}
