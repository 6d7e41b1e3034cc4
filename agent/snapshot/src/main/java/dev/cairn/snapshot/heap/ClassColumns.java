package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.Arena;
import dev.cairn.snapshot.format.ByteSink;
import dev.cairn.snapshot.format.Bytes;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has been stored so far of the objects of one class. Not thread-safe. */
final class ClassColumns {
  private final Shape shape;
  private final int index;
  private final boolean mayBeNamed;
  private final ByteSink[] columns;
  private final ByteSink lengths;
  private final @Nullable PlainFields plain;
  private int count;

  // of arrays of primitives
  private final char element;
  private final int width;
  private final long base;

  /**
   * @param index the class's number in the snapshot, from 1
   * @param mayBeNamed whether some of its objects have a name instead, and must be asked for it
   */
  ClassColumns(Shape shape, int index, boolean mayBeNamed, Arena arena) {
    this.shape = shape;
    this.index = index;
    this.mayBeNamed = mayBeNamed;
    this.lengths = new ByteSink(arena);
    this.columns = new ByteSink[Math.max(1, shape.slots().size())];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ByteSink(arena);
    }
    this.plain = shape.isPlain() ? new PlainFields(shape.slots(), columns) : null;
    boolean array = shape.kind() == ClassEntry.Kind.ARRAY;
    this.element = array ? shape.type().descriptorString().charAt(1) : 'L';
    this.width = FieldEntry.width(element);
    this.base = array ? Mem.arrayBase(shape.type()) : 0;
  }

  Shape shape() {
    return shape;
  }

  int index() {
    return index;
  }

  boolean mayBeNamed() {
    return mayBeNamed;
  }

  int count() {
    return count;
  }

  void counted() {
    count++;
  }

  /** How to store its objects where all are plain; else null. */
  @Nullable PlainFields plain() {
    return plain;
  }

  ByteSink column(int slot) {
    return columns[slot];
  }

  /** Stores a primitive field. */
  void primitive(int slot, Shape.Slot s, Object o) {
    ByteSink to = columns[slot];
    switch (s.kind()) {
      case 'Z', 'B' -> to.putByte(Mem.getByte(o, s.offset()));
      case 'C', 'S' -> to.putShort(Mem.getShort(o, s.offset()));
      case 'I', 'F' -> to.putInt(Mem.getInt(o, s.offset()));
      default -> to.putLong(Mem.getLong(o, s.offset()) - s.base());
    }
  }

  /** Stores a primitive array. */
  void primitives(Object array) {
    int length = length(array);
    lengths.putInt(length);
    copy(array, base, (long) length * width);
  }

  private void copy(Object array, long from, long bytes) {
    ByteSink to = columns[0];
    for (long done = 0; done < bytes; ) {
      int room = to.room((int) Math.min(bytes - done, Integer.MAX_VALUE));
      int n = (int) Math.min(room, bytes - done);
      Mem.toBytes(array, from + done, to.buffer(), to.position(), n, width);
      to.advance(n);
      done += n;
    }
  }

  /** {@code Array.getLength} is native code until it is compiled. */
  private int length(Object array) {
    return switch (element) {
      case 'Z' -> ((boolean[]) array).length;
      case 'B' -> ((byte[]) array).length;
      case 'C' -> ((char[]) array).length;
      case 'S' -> ((short[]) array).length;
      case 'I' -> ((int[]) array).length;
      case 'F' -> ((float[]) array).length;
      case 'J' -> ((long[]) array).length;
      default -> ((double[]) array).length;
    };
  }

  void length(int length) {
    lengths.putInt(length);
  }

  /** Stores characters, one byte each where all fit. */
  void text(String s) {
    byte[] latin1 = Texts.latin1(s);
    if (latin1 != null) {
      lengths.putInt(latin1.length);
      columns[0].putBytes(latin1, 0, latin1.length);
      return;
    }
    int n = s.length();
    boolean wide = false;
    for (int i = 0; i < n && !wide; i++) {
      wide = s.charAt(i) > 0xff;
    }
    lengths.putInt(wide ? n | Integer.MIN_VALUE : n);
    ByteSink to = columns[0];
    for (int i = 0; i < n; i++) {
      if (wide) {
        to.putShort(s.charAt(i));
      } else {
        to.putByte(s.charAt(i));
      }
    }
  }

  long bytes() {
    long sum = lengths.length();
    for (ByteSink c : columns) {
      sum += c.length();
    }
    return sum;
  }

  Bytes lengths() {
    return lengths.toBytes();
  }

  Bytes data() {
    List<Bytes> parts = new ArrayList<>(columns.length);
    for (ByteSink c : columns) {
      parts.add(c.toBytes());
    }
    return Bytes.concat(parts);
  }
}
