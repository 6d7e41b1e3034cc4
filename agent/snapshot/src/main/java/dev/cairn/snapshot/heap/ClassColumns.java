package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ByteSink;
import dev.cairn.snapshot.format.Bytes;
import dev.cairn.snapshot.format.FieldEntry;
import java.util.ArrayList;
import java.util.List;

/** What has been stored so far of the objects of one class. Not thread-safe. */
final class ClassColumns {
  private final Shape shape;
  private final int index;
  private final ByteSink[] columns;
  private final ByteSink lengths = new ByteSink();
  private int count;

  /**
   * @param index the class's number in the snapshot, from 1
   */
  ClassColumns(Shape shape, int index) {
    this.shape = shape;
    this.index = index;
    this.columns = new ByteSink[Math.max(1, shape.slots().size())];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new ByteSink();
    }
  }

  Shape shape() {
    return shape;
  }

  int index() {
    return index;
  }

  int count() {
    return count;
  }

  void counted() {
    count++;
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
  void primitives(Object array, int length) {
    lengths.putInt(length);
    int width = FieldEntry.width(shape.type().descriptorString().charAt(1));
    long from = Mem.arrayBase(shape.type());
    long bytes = (long) length * width;
    ByteSink to = columns[0];
    for (long done = 0; done < bytes; ) {
      int room = to.room((int) Math.min(bytes - done, Integer.MAX_VALUE));
      int n = (int) Math.min(room, bytes - done);
      Mem.toBytes(array, from + done, to.buffer(), to.position(), n, width);
      to.advance(n);
      done += n;
    }
  }

  void length(int length) {
    lengths.putInt(length);
  }

  /** Stores characters, one byte each where all fit. */
  void text(String s) {
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
