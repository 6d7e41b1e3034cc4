package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ByteSink;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies the fields of plain objects ({@link Shape#isPlain}) of one class into its columns, many
 * objects at a time: field by field, so that each loop is one load and one store. Not thread-safe.
 */
final class PlainFields {
  /** Objects, or references, at a time: enough to hide memory's latency, and within the caches. */
  static final int BATCH = 256;

  private final Shape.Slot[] primitives;
  private final ByteSink[] primitiveColumns;
  private final long[] referenceOffsets;
  private final ByteSink[] referenceColumns;

  PlainFields(List<Shape.Slot> slots, ByteSink[] columns) {
    int references = (int) slots.stream().filter(s -> s.kind() == 'L').count();
    primitives = new Shape.Slot[slots.size() - references];
    primitiveColumns = new ByteSink[primitives.length];
    referenceOffsets = new long[references];
    referenceColumns = new ByteSink[references];
    int p = 0;
    int r = 0;
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).kind() == 'L') {
        referenceOffsets[r] = slots.get(i).offset();
        referenceColumns[r++] = columns[i];
      } else {
        primitives[p] = slots.get(i);
        primitiveColumns[p++] = columns[i];
      }
    }
  }

  /** References in each object. */
  int references() {
    return referenceOffsets.length;
  }

  /** The value of reference {@code r}. */
  @Nullable Object reference(int r, Object o) {
    return Mem.getRef(o, referenceOffsets[r]);
  }

  /** Stores one reference. */
  void putReference(int r, int number) {
    referenceColumns[r].putInt(number);
  }

  /**
   * Stores references.
   *
   * @param numbers of each object in turn its references
   */
  void putReferences(int[] numbers, int objects) {
    for (int r = 0; r < referenceColumns.length; r++) {
      referenceColumns[r].putInts(numbers, r, referenceColumns.length, objects);
    }
  }

  /** Stores the primitive fields of {@code objects[from]} to {@code objects[to - 1]}. */
  void putPrimitives(@Nullable Object[] objects, int from, int to) {
    for (int p = 0; p < primitives.length; p++) {
      Shape.Slot s = primitives[p];
      ByteSink column = primitiveColumns[p];
      switch (s.kind()) {
        case 'Z', 'B' -> bytes(objects, from, to, s.offset(), column);
        case 'C', 'S' -> shorts(objects, from, to, s.offset(), column);
        case 'I', 'F' -> ints(objects, from, to, s.offset(), column);
        default -> longs(objects, from, to, s.offset(), s.base(), column);
      }
    }
  }

  private static void bytes(
      @Nullable Object[] objects, int from, int to, long offset, ByteSink column) {
    for (int i = from; i < to; i++) {
      column.putByte(Mem.getByte(object(objects, i), offset));
    }
  }

  private static void shorts(
      @Nullable Object[] objects, int from, int to, long offset, ByteSink column) {
    for (int i = from; i < to; i++) {
      column.putShort(Mem.getShort(object(objects, i), offset));
    }
  }

  private static void ints(
      @Nullable Object[] objects, int from, int to, long offset, ByteSink column) {
    for (int i = from; i < to; i++) {
      column.putInt(Mem.getInt(object(objects, i), offset));
    }
  }

  private static void longs(
      @Nullable Object[] objects, int from, int to, long offset, long base, ByteSink column) {
    for (int i = from; i < to; i++) {
      column.putLong(Mem.getLong(object(objects, i), offset) - base);
    }
  }

  /** Unsafe reads memory wherever it is told to: an object that isn't there must not be read. */
  private static Object object(@Nullable Object[] objects, int i) {
    return Objects.requireNonNull(objects[i]);
  }
}
