package dev.cairn.instrumenter.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what the user may have meant. Deterministic: ties are broken by name. */
final class NearestNames {
  private static final int MOST = 3;

  private NearestNames() {}

  /**
   * {@code "; did you mean a, b or c?"}, or nothing where no candidate comes near.
   *
   * @param candidates in any order, without duplicates
   */
  static String didYouMean(String wanted, Collection<String> candidates) {
    List<String> near = nearest(wanted, candidates);
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /** The nearest ones, if at most a third of the name is mistyped or only its package is wrong. */
  static List<String> nearest(String wanted, Collection<String> candidates) {
    record Near(String name, int distance) {}
    List<Near> near =
        candidates.stream()
            .filter(c -> sameTail(c, wanted) || sameLength(c, wanted))
            .map(c -> new Near(c, sameTail(c, wanted) ? 1 : distance(c, wanted)))
            .filter(n -> n.distance <= limit(wanted))
            .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
            .toList();
    return near.stream()
        .filter(n -> n.distance == near.get(0).distance)
        .map(Near::name)
        .limit(MOST)
        .toList();
  }

  /** Saves most of the work among thousands of names. */
  private static boolean sameLength(String a, String b) {
    return Math.abs(a.length() - b.length()) <= limit(b);
  }

  private static int limit(String wanted) {
    return Math.max(1, wanted.length() / 3);
  }

  private static boolean sameTail(String a, String b) {
    return tail(a).equalsIgnoreCase(tail(b));
  }

  private static String tail(String name) {
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }

  /** Optimal string alignment: insertions, deletions, changes, and swaps of neighbours. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best =
            Math.min(d[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, d[i - 2][j - 2] + 1);
        }
        d[i][j] = best;
      }
    }
    return d[a.length()][b.length()];
  }
}
