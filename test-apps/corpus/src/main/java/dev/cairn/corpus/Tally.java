package dev.cairn.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts, as lines that another process reads: {@code count TAB what}. Not thread-safe. */
final class Tally {
  static final String CLASSES = "classes";
  static final String VERIFIED = "verified";
  static final String METHODS = "methods with a loop or a call that may lead to one";
  static final String REFUSED = "refused: ";
  static final String DEFECT = "DEFECT: ";
  static final String PLAIN_FAILS = "plain fails too: ";

  private final Map<String, Integer> counts = new TreeMap<>();

  void add(String what) {
    add(what, 1);
  }

  void add(String what, int times) {
    counts.merge(what, times, Integer::sum);
  }

  void add(Tally other) {
    other.counts.forEach(this::add);
  }

  int of(String what) {
    return counts.getOrDefault(what, 0);
  }

  /** All whose name begins so. */
  Map<String, Integer> beginningWith(String prefix) {
    Map<String, Integer> found = new TreeMap<>();
    counts.forEach(
        (what, n) -> {
          if (what.startsWith(prefix)) {
            found.put(what.substring(prefix.length()), n);
          }
        });
    return found;
  }

  int sumOf(String prefix) {
    return beginningWith(prefix).values().stream().mapToInt(Integer::intValue).sum();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    counts.forEach((what, n) -> lines.add(n + "\t" + what));
    return lines;
  }

  static Tally parse(List<String> lines) {
    Tally tally = new Tally();
    for (String line : lines) {
      int tab = line.indexOf('\t');
      tally.add(line.substring(tab + 1), Integer.parseInt(line.substring(0, tab)));
    }
    return tally;
  }
}
