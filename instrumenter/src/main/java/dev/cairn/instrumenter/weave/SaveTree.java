package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lists of locals that the points of one copy of a method save. Not thread-safe. */
final class SaveTree {
  /** By the group of the locals' types, then the locks. */
  private final Map<List<Integer>, SaveRest> ends = new HashMap<>();

  /**
   * A point's whole list.
   *
   * @param locals lowest slot first
   * @param held the locks that are held, outermost first
   * @param group of the locals' types: code of one group only may meet ({@link Body#group})
   */
  SaveRest of(List<SaveSlot> locals, List<Integer> held, int group) {
    List<Integer> key = new ArrayList<>(held.size() + 1);
    key.add(group);
    key.addAll(held);
    SaveRest rest = ends.get(key);
    if (rest == null) {
      rest = SaveRest.end();
      ends.put(key, rest);
    }
    for (SaveSlot s : locals) {
      rest = rest.after(s);
    }
    return rest;
  }
}
