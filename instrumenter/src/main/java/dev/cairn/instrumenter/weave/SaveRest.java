package dev.cairn.instrumenter.weave;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is left to save, and how the method is left then: points that come to equal ones share the
 * code from there on.
 *
 * @param locals highest slot first
 * @param held the locks that are held, outermost first
 * @param group of the locals' types: code of one group only may meet ({@link Body#group})
 */
record SaveRest(List<SaveSlot> locals, List<Integer> held, int group) {
  SaveRest {
    locals = List.copyOf(locals);
    held = List.copyOf(held);
  }

  /** The same without its first locals. */
  SaveRest from(int first) {
    return new SaveRest(locals.subList(first, locals.size()), held, group);
  }

  // A record's own equals and hashCode would be linked at their first use, at every start.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SaveRest x
        && x.locals.equals(locals)
        && x.held.equals(held)
        && x.group == group;
  }

  @Override
  public int hashCode() {
    return (locals.hashCode() * 31 + held.hashCode()) * 31 + group;
  }
}
