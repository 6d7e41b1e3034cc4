package dev.cairn.benchmarks.scale;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Figures of one kind: for each number of hosts one a round.
 *
 * @param what was measured
 * @param unit of what is shown
 * @param bySize for each size the rounds' figures
 */
record Measured(String what, String unit, List<List<Double>> bySize) {
  Measured(String what, String unit) {
    this(what, unit, new ArrayList<>());
  }

  /** A round's figure, for the size at this place. */
  void add(int size, double figure) {
    while (bySize.size() <= size) {
      bySize.add(new ArrayList<>());
    }
    bySize.get(size).add(figure);
  }

  double median(int size) {
    List<Double> sorted = new ArrayList<>(bySize.get(size));
    Collections.sort(sorted);
    int n = sorted.size();
    return n % 2 == 1 ? sorted.get(n / 2) : (sorted.get(n / 2 - 1) + sorted.get(n / 2)) / 2;
  }

  double least(int size) {
    return Collections.min(bySize.get(size));
  }

  double most(int size) {
    return Collections.max(bySize.get(size));
  }

  /**
   * The exponent of a power of the number of hosts that fits best (least squares of logarithms): 0
   * where a figure stays as it is, 1 where it grows in proportion.
   *
   * @param round whose figures
   */
  double exponent(List<Integer> hosts, int round) {
    int n = hosts.size();
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double sxy = 0;
    for (int i = 0; i < n; i++) {
      double x = Math.log(hosts.get(i));
      double y = Math.log(bySize.get(i).get(round));
      sx += x;
      sy += y;
      sxx += x * x;
      sxy += x * y;
    }
    return (n * sxy - sx * sy) / (n * sxx - sx * sx);
  }
}
