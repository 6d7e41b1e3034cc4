package dev.cairn.snapshot.heap;

import org.jspecify.annotations.Nullable;

/** A stored value that this JVM's objects hold in a form of their own: it is given, and put. */
interface OtherForm extends SlotView {
  /**
   * Puts the value into a restored object. Objects that it refers to are made, but need not be
   * filled yet.
   *
   * @param value of the slot's type, as {@link #get} gives it
   * @throws dev.cairn.snapshot.SnapshotMismatchException this JVM's objects can't hold it
   */
  void put(Object o, @Nullable Object value);
}
