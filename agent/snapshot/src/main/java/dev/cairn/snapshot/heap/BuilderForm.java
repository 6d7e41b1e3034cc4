package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.HeapLayout;
import java.lang.reflect.Field;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The form in which a JVM holds the characters of its string builders. Strings need none of this:
 * they are stored as text and made again.
 *
 * <pre>
 *                            coder 0                    coder 1
 *   compact strings          a byte for each character  two bytes in the processor's order
 *   -XX:-CompactStrings      not used; taken for 1      two bytes in the processor's order
 * </pre>
 *
 * A snapshot holds builders as nearly every JVM does: compact, little-endian. Elsewhere the two
 * fields are given in that form, and restored ones are brought out of it.
 *
 * @param compact whether coder 0 stands for a byte for each character
 * @param bigEndian the order of the bytes where there are two
 */
record BuilderForm(boolean compact, boolean bigEndian) {
  /** How a snapshot holds them. */
  static final BuilderForm COMMON = new BuilderForm(true, false);

  /** How this JVM holds them. */
  static final BuilderForm HERE =
      new BuilderForm(Texts.latin1("a") != null, ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN);

  private static final Class<?> BUILDER = Renewed.type("java.lang.AbstractStringBuilder");
  private static final long VALUE = Mem.offset(BUILDER, "value");
  private static final long CODER = Mem.offset(BUILDER, "coder");
  private static final long COUNT = Mem.offset(BUILDER, "count");

  private static final byte LATIN1 = 0;
  private static final byte UTF16 = 1;

  /** What a builder holds. */
  static final class Content {
    final byte[] value;
    final byte coder;
    final int count;

    /**
     * @param value room for as many characters as the builder's capacity is
     * @param count how many of them there are
     */
    Content(byte[] value, int coder, int count) {
      this.value = value;
      this.coder = (byte) coder;
      this.count = count;
    }
  }

  /** Whether builders of this JVM are stored field by field as they are. */
  static boolean isCommonHere() {
    return HERE.equals(COMMON);
  }

  /** Gives a builder's field in the common form; null where the field is stored as it is. */
  static @Nullable SlotView view(Field f) {
    if (isCommonHere() || f.getDeclaringClass() != BUILDER) {
      return null;
    }
    return switch (f.getName()) {
      case "value" -> o -> stored(o).value;
      case "coder" -> o -> stored(o).coder;
      default -> null;
    };
  }

  private static Content stored(Object builder) {
    return HERE.convert(content(builder), COMMON);
  }

  /** Brings restored builders, whose fields are all there, into this JVM's form. */
  static void restore(HeapBuilder heap, HeapLayout layout) {
    if (isCommonHere()) {
      return;
    }
    for (int c = 0; c < layout.classes().size(); c++) {
      for (int n : heap.numbersOf(c)) {
        Object o = heap.made(n);
        if (o.getClass().getSuperclass() != BUILDER) {
          break; // the class's other objects are none either
        }
        Content here = COMMON.convert(content(o), HERE);
        Mem.putRef(o, VALUE, here.value);
        Mem.putByte(o, CODER, here.coder);
      }
    }
  }

  private static Content content(Object builder) {
    byte[] value = (byte[]) Mem.getRef(builder, VALUE);
    byte coder = Mem.getByte(builder, CODER);
    int count = Mem.getInt(builder, COUNT);
    if (value == null || coder < LATIN1 || coder > UTF16 || count < 0) {
      throw new SnapshotMismatchException(
          "a " + builder.getClass().getName() + " of the snapshot holds no text");
    }
    return new Content(value, coder, count);
  }

  /**
   * The same characters, with the same capacity, in another form.
   *
   * @throws SnapshotMismatchException there is no array as large as that takes, or the content is
   *     none of this form
   */
  Content convert(Content from, BuilderForm to) {
    boolean wide = isWide(from);
    int capacity = wide ? from.value.length / 2 : from.value.length;
    if (from.count > capacity) {
      throw new SnapshotMismatchException(
          "a string builder of the snapshot has " + from.count + " characters, and room for less");
    }
    // Which builders of a compact form were once widened, another can't tell: those that must be.
    boolean two = !to.compact || (compact ? wide : hasWide(from));
    if (from.value.length == 0) {
      return new Content(from.value, two ? UTF16 : LATIN1, 0);
    }
    byte[] value = new byte[bytes(capacity, two)];
    for (int i = 0; i < from.count; i++) {
      char c = charAt(from, wide, i);
      if (two) {
        value[2 * i + (to.bigEndian ? 0 : 1)] = (byte) (c >> 8);
        value[2 * i + (to.bigEndian ? 1 : 0)] = (byte) c;
      } else {
        value[i] = (byte) c;
      }
    }
    return new Content(value, two ? UTF16 : LATIN1, from.count);
  }

  static int bytes(int capacity, boolean two) {
    if (two && capacity > Integer.MAX_VALUE / 2) {
      throw new SnapshotMismatchException(
          "a string builder of "
              + capacity
              + " characters needs more than an array can hold where each takes two bytes;"
              + " resume without -XX:-CompactStrings");
    }
    return two ? 2 * capacity : capacity;
  }

  private boolean isWide(Content c) {
    return !compact || c.coder == UTF16;
  }

  private boolean hasWide(Content c) {
    for (int i = 0; i < c.count; i++) {
      if (charAt(c, true, i) > 0xff) {
        return true;
      }
    }
    return false;
  }

  private char charAt(Content c, boolean wide, int i) {
    if (!wide) {
      return (char) (c.value[i] & 0xff);
    }
    int first = c.value[2 * i] & 0xff;
    int second = c.value[2 * i + 1] & 0xff;
    return (char) (bigEndian ? first << 8 | second : second << 8 | first);
  }
}
