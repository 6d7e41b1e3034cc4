package dev.cairn.snapshot.heap;

import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Readers of a string: some releases have the string and the place in it in fields, and no string
 * once they are closed; later ones hand on to a reader within, which has all that.
 *
 * <pre>
 *   stored   fields                   within
 *   str      str, and its length      val$cs; null where isClosed
 *   next     next                     next
 *   mark     mark                     mark
 * </pre>
 */
final class TextReaders {
  private static final Class<?> READER = StringReader.class;

  private TextReaders() {}

  static void add(Map<String, OtherForms.Form> table) {
    if (OtherForms.has(
        READER,
        Map.of("str", String.class, "length", int.class, "next", int.class, "mark", int.class))) {
      table.put(READER.getName(), new OtherForms.Form(Set.of("str", "length"), List.of(text())));
    } else if (OtherForms.has(READER, Map.of("r", Reader.class)) && Within.isKnown()) {
      table.put(
          READER.getName(),
          new OtherForms.Form(
              Set.of("r"),
              List.of(
                  within("mark", Within.offset("mark")),
                  within("next", Within.offset("next")),
                  textWithin())));
    }
  }

  private static Shape.Slot text() {
    long str = Mem.offset(READER, "str");
    long length = Mem.offset(READER, "length");
    return OtherForms.slot(
        READER.getName(),
        "str",
        String.class,
        new OtherForm() {
          @Override
          public @Nullable Object get(Object o) {
            return Mem.getRef(o, str);
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Mem.putRef(o, str, value);
            Mem.putInt(o, length, value instanceof String s ? s.length() : 0);
          }
        });
  }

  private static Shape.Slot within(String name, long offset) {
    return OtherForms.slot(
        READER.getName(),
        name,
        int.class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            return Mem.getInt(Within.of(o), offset);
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Mem.putInt(Within.of(o), offset, value instanceof Integer i ? i : 0);
          }
        });
  }

  private static Shape.Slot textWithin() {
    long text = Within.offset("val$cs");
    long closed = Within.offset("isClosed");
    return OtherForms.slot(
        READER.getName(),
        "str",
        String.class,
        new OtherForm() {
          @Override
          public @Nullable Object get(Object o) {
            Object within = Within.of(o);
            return Mem.getByte(within, closed) != 0 ? null : Mem.getRef(within, text);
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            Object within = Within.of(o);
            Mem.putByte(within, closed, (byte) (value == null ? 1 : 0));
            if (value != null) {
              Mem.putRef(within, text, value);
            }
          }
        });
  }

  /** The reader within another; only where there is one. */
  private static final class Within {
    private static final long OFFSET = Mem.offset(READER, "r");
    private static final Class<?> TYPE = of(new StringReader("")).getClass();

    private Within() {}

    static boolean isKnown() {
      return OtherForms.has(
          TYPE,
          Map.of(
              "val$cs", CharSequence.class,
              "isClosed", boolean.class,
              "next", int.class,
              "mark", int.class));
    }

    static long offset(String name) {
      return Mem.offset(TYPE, name);
    }

    /** Made at the first question, of a reader that is being restored. */
    static Object of(Object reader) {
      Object within = Mem.getRef(reader, OFFSET);
      if (within == null) {
        within = of(new StringReader(""));
        Mem.putRef(reader, OFFSET, within);
      }
      return within;
    }
  }
}
