package dev.cairn.snapshot.heap;

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

  private Matchers() {}

  static void add(Map<String, OtherForms.Form> table) {
    boolean known =
        Mem.field(MATCHER, "groups").filter(f -> f.getType() == int[].class).isPresent()
            && Mem.field(Pattern.class, "capturingGroupCount").isPresent();
    if (known) {
      table.put(MATCHER.getName(), new OtherForms.Form(Set.of("groups"), List.of(groups())));
    }
  }

  private static Shape.Slot groups() {
    long groups = Mem.offset(MATCHER, "groups");
    long count = Mem.offset(Pattern.class, "capturingGroupCount");
    return OtherForms.slot(
        MATCHER.getName(),
        "groups",
        int[].class,
        new OtherForm() {
          @Override
          public @Nullable Object get(Object o) {
            int[] all = (int[]) Mem.getRef(o, groups);
            return all == null ? null : within(all, 2 * Mem.getInt(((Matcher) o).pattern(), count));
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Mem.putRef(o, groups, value);
          }
        });
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
