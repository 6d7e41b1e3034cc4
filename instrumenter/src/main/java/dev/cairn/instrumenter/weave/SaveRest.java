package dev.cairn.instrumenter.weave;

import java.util.HashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * What is left to save, and how the method is left then: points that come to the same share the
 * code from there on. The lists make a tree by their ends ({@link SaveTree}), of which this is a
 * node: equal ones are one. Not thread-safe.
 *
 * <pre>
 *   [9 3 2] --next--> [3 2] --next--> [2] --next--> []
 *                       ^
 *   [7 3 2] --next------+
 * </pre>
 */
final class SaveRest {
  private final @Nullable SaveSlot first;
  private final @Nullable SaveRest next;
  private final int size;
  private final int hash;
  private final Map<SaveSlot, SaveRest> longer = new HashMap<>();

  private SaveRest(@Nullable SaveSlot first, @Nullable SaveRest next) {
    this.first = first;
    this.next = next;
    this.size = next == null ? 0 : next.size + 1;
    this.hash = next == null || first == null ? 0 : next.hash * 31 + first.hashCode();
  }

  /** A new end: no local is left. */
  static SaveRest end() {
    return new SaveRest(null, null);
  }

  /** The same after one more local. */
  SaveRest after(SaveSlot slot) {
    SaveRest known = longer.get(slot);
    if (known == null) {
      known = new SaveRest(slot, this);
      longer.put(slot, known);
    }
    return known;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** How many locals are left. */
  int size() {
    return size;
  }

  /** The local that is saved next: the one of the highest slot. */
  SaveSlot first() {
    if (first == null) {
      throw new NoSuchElementException("no local is left");
    }
    return first;
  }

  /** The same without its first local. */
  SaveRest next() {
    if (next == null) {
      throw new NoSuchElementException("no local is left");
    }
    return next;
  }

  /** Of what it holds: one by identity would be drawn from the generator of the job's thread. */
  @Override
  public int hashCode() {
    return hash;
  }
}
