package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.TypeFlow;
import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps apart what must not meet. Where a class has no stack maps, the verifier infers the type of
 * each local wherever two ways join, dead ones too, and loads two classes to find the one that they
 * have in common (JVMS 4.10.2.2). A program can lack a library as long as its verifier never asks
 * for it; woven code must not make it ask. So ways of two places join only in one group, in which
 * no local is of two classes. In classes with stack maps all is one group: a frame says what is
 * kept.
 */
final class MeetingTypes {
  private final boolean inferred;

  /** Each group's class of each local that has one at a place of the group. */
  private final List<Map<Integer, VType>> groups = new ArrayList<>();

  MeetingTypes(TypeFlow types) {
    this.inferred = !types.declared();
  }

  /** The group of a place with these types by slot. */
  int group(List<VType> locals) {
    if (!inferred) {
      return 0;
    }
    for (int g = 0; g < groups.size(); g++) {
      if (joins(groups.get(g), locals)) {
        return g;
      }
    }
    groups.add(new HashMap<>());
    joins(groups.get(groups.size() - 1), locals);
    return groups.size() - 1;
  }

  private static boolean joins(Map<Integer, VType> group, List<VType> locals) {
    Map<Integer, VType> own = new HashMap<>();
    for (int slot = 0; slot < locals.size(); slot++) {
      VType type = locals.get(slot);
      // Object is what it has in common with all, and nothing is loaded to find that out.
      if (type.kind() == VType.Kind.OBJECT && !type.equals(VType.JAVA_LANG_OBJECT)) {
        if (!type.equals(group.getOrDefault(slot, type))) {
          return false;
        }
        own.put(slot, type);
      }
    }
    group.putAll(own);
    return true;
  }
}
