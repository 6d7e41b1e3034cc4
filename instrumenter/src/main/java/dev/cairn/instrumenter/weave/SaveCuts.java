package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where points in the form {@link SaveForm#OUTLINED} go on in common: the lists of locals that they
 * save, highest slot first, make a tree by their ends, and at a cut the branches above share what
 * is below.
 *
 * <pre>
 *   [9 8 | 3 2 1]   load 9; load 8; call (V)        cut: load 3; load 2; load 1; call (R); return
 *   [7 | 3 2 1]     load 7; call (V); goto cut
 * </pre>
 *
 * A load takes two bytes, a call three, and three the jump. So k branches that don't share r loads
 * pay k * (2r + 4), and if they share 6k + 2r + 4: cuts are made from the shortest end upwards
 * where the second is less.
 */
final class SaveCuts {
  private static final int LOAD = 2;
  private static final int CALL_AND_JUMP = 6;
  private static final int CALL_AND_RETURN = 4;

  private final Set<SaveRest> cuts = new HashSet<>();

  /** For the points of one method. */
  SaveCuts(Collection<SaveRest> all) {
    Map<SaveRest, Integer> branches = new HashMap<>();
    Set<SaveRest> ends = new LinkedHashSet<>();
    for (SaveRest whole : new LinkedHashSet<>(all)) {
      branches.merge(whole, 1, Integer::sum); // one begins here
      for (int i = 0; i <= whole.locals().size() && ends.add(whole.from(i)); i++) {
        if (i < whole.locals().size()) {
          branches.merge(whole.from(i + 1), 1, Integer::sum); // one comes from above
        }
      }
    }
    List<SaveRest> shortestFirst = new ArrayList<>(ends);
    shortestFirst.sort(Comparator.comparingInt(r -> r.locals().size()));
    for (SaveRest end : shortestFirst) {
      int k = branches.getOrDefault(end, 0);
      int bytes = bytes(end);
      if (k > 1 && CALL_AND_JUMP * k + bytes < k * bytes) {
        cuts.add(end);
      }
    }
  }

  /** What saving it takes up to the next cut, or the end. */
  private int bytes(SaveRest rest) {
    int bytes = 0;
    for (int i = 0; i < rest.locals().size(); i++) {
      if (i > 0 && cuts.contains(rest.from(i))) {
        return bytes + CALL_AND_JUMP;
      }
      bytes += rest.locals().get(i).dead() ? 0 : LOAD;
    }
    return bytes + CALL_AND_RETURN;
  }

  /** How many locals are saved before code that others share, or -1 where none is. */
  int next(SaveRest rest, int from) {
    for (int i = from; i <= rest.locals().size(); i++) {
      if (cuts.contains(rest.from(i))) {
        return i;
      }
    }
    return -1;
  }
}
