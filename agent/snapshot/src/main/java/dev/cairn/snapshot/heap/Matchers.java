package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.HeapLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Matchers: some releases have room for ten groups at least, later ones, and a snapshot, for those
 * of the pattern. What lies beyond them is -1 and never read.
 */
final class Matchers {
  private static final Class<?> MATCHER = Matcher.class;

  private static final long GROUPS = Mem.offset(MATCHER, "groups");

  /** Room that every matcher of this JVM has. */
  private static final int LEAST = groups(Pattern.compile("a").matcher("")).length;

  private Matchers() {}

  static void add(Map<String, OtherForms.Form> table) {
    table.put(MATCHER.getName(), new OtherForms.Form(Set.of("groups"), List.of(groups())));
  }

  private static Shape.Slot groups() {
    long count = Mem.offset(Pattern.class, "capturingGroupCount");
    return OtherForms.slot(
        MATCHER.getName(),
        "groups",
        int[].class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            return within(groups(o), 2 * Mem.getInt(((Matcher) o).pattern(), count));
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Mem.putRef(o, GROUPS, value);
          }
        });
  }

  /** Once all objects are filled: gives them the room that this JVM's have. */
  static void restore(HeapBuilder heap, HeapLayout layout) {
    for (int c = 0; c < layout.classes().size(); c++) {
      if (layout.classes().get(c).name().equals(MATCHER.getName())) {
        for (int n : heap.numbersOf(c)) {
          Object matcher = heap.made(n);
          int[] groups = groups(matcher);
          if (groups.length < LEAST) {
            int[] more = Arrays.copyOf(groups, LEAST);
            Arrays.fill(more, groups.length, LEAST, -1);
            Mem.putRef(matcher, GROUPS, more);
          }
        }
      }
    }
  }

  private static int[] groups(Object matcher) {
    return Mem.getRef(matcher, GROUPS) instanceof int[] groups ? groups : new int[0];
  }

  /** The array itself, unless there is more of it. */
  static int[] within(int[] all, int length) {
    for (int i = length; i < all.length; i++) {
      if (all[i] != -1) {
        return all;
      }
    }
    return all.length > length ? Arrays.copyOf(all, length) : all;
  }
}
