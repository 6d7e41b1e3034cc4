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
import org.jspecify.annotations.Nullable;

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
      for (SaveRest r = whole; ends.add(r) && !r.isEmpty(); r = r.next()) {
        branches.merge(r.next(), 1, Integer::sum); // one comes from above
      }
    }
    List<SaveRest> shortestFirst = new ArrayList<>(ends);
    shortestFirst.sort(Comparator.comparingInt(SaveRest::size));
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
    for (SaveRest r = rest; !r.isEmpty(); r = r.next()) {
      if (r != rest && cuts.contains(r)) {
        return bytes + CALL_AND_JUMP;
      }
      bytes += r.first().dead() ? 0 : LOAD;
    }
    return bytes + CALL_AND_RETURN;
  }

  /** The next code that others share, that of {@code from} itself among it; null where none is. */
  @Nullable SaveRest from(SaveRest from) {
    SaveRest r = from;
    while (!cuts.contains(r)) {
      if (r.isEmpty()) {
        return null;
      }
      r = r.next();
    }
    return r;
  }
}
