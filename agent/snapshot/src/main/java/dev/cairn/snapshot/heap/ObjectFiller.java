package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ByteSource;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SnapshotReader;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills objects that were made with what the snapshot holds. Each reference's type is checked
 * before it is put: by the number of the object's class, so that the object itself need not be
 * looked at.
 *
 * <p>A batch of objects gets all its fields before the next one does, while it is in the caches;
 * each field of a batch is a loop of its own.
 */
final class ObjectFiller {
  private static final int BATCH = 256;

  private final SnapshotReader reader;
  private final HeapLayout layout;
  private final ByteSource data;
  private final List<Shape> shapeOf;
  private final @Nullable Object[] objects;
  private final int[] ints = new int[BATCH];
  private final long[] longs = new long[BATCH];

  /**
   * @param shapeOf by the index of the class
   * @param objects by number, all made
   */
  ObjectFiller(
      SnapshotReader reader, HeapLayout layout, List<Shape> shapeOf, @Nullable Object[] objects) {
    this.reader = reader;
    this.layout = layout;
    this.data = layout.data();
    this.shapeOf = shapeOf;
    this.objects = objects;
  }

  /** What a field or element may refer to, found out class by class as they come up. */
  private final class Types {
    private static final byte UNKNOWN = 0;
    private static final byte FITS = 1;
    private static final byte NEVER_FITS = 2;

    private final Class<?> type;

    /** Null for elements of an array. */
    private final @Nullable FieldEntry field;

    /** By the type of an object in the layout. */
    private final byte[] known = new byte[shapeOf.size() + 1];

    Types(Class<?> type, @Nullable FieldEntry field) {
      this.type = type;
      this.field = field;
    }

    /**
     * The object to be put.
     *
     * @param at where its number was read
     */
    @Nullable Object checked(int number, long at) {
      if (number < 0 || number >= objects.length) {
        throw reader.damaged(SectionId.DATA, at, "there is no object " + number);
      }
      Object o = objects[number];
      if (known[layout.type(number)] != FITS && o != null && !fits(number, o)) {
        throw misfit(o, at);
      }
      return o;
    }

    private boolean fits(int number, Object o) {
      int t = layout.type(number);
      // An anchor, or what is made from a text, may be of a subclass: each is asked for itself.
      if (t == 0 || shapeOf.get(t - 1).kind() == ClassEntry.Kind.TEXT) {
        return type.isInstance(o);
      }
      if (known[t] == UNKNOWN) {
        known[t] = type.isInstance(o) ? FITS : NEVER_FITS;
      }
      return known[t] == FITS;
    }

    private SnapshotException misfit(Object o, long at) {
      if (field != null
          && field.declaringClass().startsWith("java.")
          && o.getClass().getClassLoader() == null) {
        return new SnapshotMismatchException( // the JDK's classes are others in another release
            "field "
                + field
                + " is another one here: of type "
                + type.getTypeName()
                + ", it can't hold a "
                + o.getClass().getName()
                + "; resume with the Java release that the job ran with");
      }
      return reader.damaged(
          SectionId.DATA,
          at,
          (field == null ? "an element" : field)
              + " of type "
              + type.getTypeName()
              + " can't hold a "
              + o.getClass().getName());
    }
  }

  /** Fills the fields of a class's objects. */
  void fields(int c, List<Shape.Slot> slots, int[] numbers) {
    Types[] types = new Types[slots.size()];
    long[] released = new long[types.length];
    for (int f = 0; f < types.length; f++) {
      Shape.Slot s = slots.get(f);
      types[f] = new Types(s.type(), s.entry());
      released[f] = layout.column(c, f);
    }
    for (int from = 0; from < numbers.length; from += BATCH) {
      int count = Math.min(BATCH, numbers.length - from);
      for (int f = 0; f < types.length; f++) {
        Shape.Slot s = slots.get(f);
        long at = layout.column(c, f) + (long) from * s.entry().width();
        released[f] = data.releaseBehind(released[f], at);
        if (s.isField()) {
          field(s, types[f], numbers, from, count, at);
        } else if (s.view() instanceof OtherForm form) { // all others follow from the fields
          other(s, form, types[f], numbers, from, count, at);
        }
      }
    }
  }

  private void field(Shape.Slot s, Types types, int[] numbers, int from, int count, long at) {
    long offset = s.offset();
    switch (s.kind()) {
      case 'Z' -> {
        for (int i = 0; i < count; i++) {
          Mem.putByte(home(s, numbers[from + i]), offset, (byte) (data.getByte(at + i) & 1));
        }
      }
      case 'B' -> {
        for (int i = 0; i < count; i++) {
          Mem.putByte(home(s, numbers[from + i]), offset, data.getByte(at + i));
        }
      }
      case 'C', 'S' -> {
        for (int i = 0; i < count; i++) {
          Mem.putShort(home(s, numbers[from + i]), offset, data.getShort(at + 2L * i));
        }
      }
      case 'I', 'F' -> {
        data.getInts(at, ints, count);
        for (int i = 0; i < count; i++) {
          Mem.putInt(home(s, numbers[from + i]), offset, ints[i]);
        }
      }
      case 'J', 'D' -> {
        data.getLongs(at, longs, count);
        for (int i = 0; i < count; i++) {
          Mem.putLong(home(s, numbers[from + i]), offset, longs[i] + s.base());
        }
      }
      default -> {
        data.getInts(at, ints, count);
        for (int i = 0; i < count; i++) {
          if (ints[i] != 0) {
            Object v = types.checked(ints[i], at + 4L * i);
            Mem.putRef(home(s, numbers[from + i]), offset, v);
          }
        }
      }
    }
  }

  /** Puts what the objects hold in a form of their own. */
  private void other(
      Shape.Slot s, OtherForm form, Types types, int[] numbers, int from, int count, long column) {
    for (int i = 0; i < count; i++) {
      long at = column + (long) i * s.entry().width();
      form.put(
          made(numbers[from + i]),
          switch (s.kind()) {
            case 'Z' -> (data.getByte(at) & 1) != 0;
            case 'I' -> data.getInt(at);
            case 'J' -> data.getLong(at);
            case 'L' -> types.checked(data.getInt(at), at);
            default -> throw new IllegalStateException("no other form of " + s.entry());
          });
    }
  }

  private Object home(Shape.Slot s, int number) {
    return s.home(made(number));
  }

  private Object made(int number) {
    Object o = objects[number];
    if (o == null) {
      throw new IllegalStateException("object " + number + " was not made");
    }
    return o;
  }

  /** Fills a class's arrays of references. */
  void references(int c, Class<?> element, int[] numbers) {
    Types types = new Types(element, null);
    long released = layout.column(c, 0);
    for (int k = 0; k < numbers.length; k++) {
      Object[] array = (Object[]) Objects.requireNonNull(objects[numbers[k]]);
      long at = layout.start(c, k);
      released = data.releaseBehind(released, at);
      for (int from = 0; from < array.length; from += BATCH) {
        int count = Math.min(BATCH, array.length - from);
        data.getInts(at, ints, count);
        for (int i = 0; i < count; i++) {
          if (ints[i] != 0) {
            array[from + i] = types.checked(ints[i], at + 4L * i);
          }
        }
        at += 4L * count;
      }
    }
  }

  /** Fills a class's arrays of primitives. */
  void primitives(int c, Class<?> type, char element, int[] numbers) {
    int width = FieldEntry.width(element);
    long base = Mem.arrayBase(type);
    long released = layout.column(c, 0);
    for (int k = 0; k < numbers.length; k++) {
      Object array = Objects.requireNonNull(objects[numbers[k]]);
      long start = layout.start(c, k);
      released = data.releaseBehind(released, start);
      long bytes = (long) layout.length(c, k) * width;
      for (long done = 0; done < bytes; ) {
        int n = data.run(start + done, bytes - done);
        int whole = n - n % width;
        if (whole == 0) { // an element across two pieces
          byte[] one = data.copy(start + done, width);
          Mem.fromBytes(one, 0, array, base + done, width, width);
          done += width;
        } else {
          long at = start + done;
          Mem.fromBytes(data.piece(at), data.index(at), array, base + done, whole, width);
          done += whole;
        }
      }
    }
  }
}
