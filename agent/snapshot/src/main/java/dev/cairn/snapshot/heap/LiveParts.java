package dev.cairn.snapshot.heap;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.CharArrayWriter;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.PushbackInputStream;
import java.io.PushbackReader;
import java.io.StreamTokenizer;
import java.lang.reflect.Array;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The one table of JDK fields that hold a buffer of which only a part counts, and which part: the
 * class reads the rest never again before it has written it. What is left there of former contents
 * is dead ({@link DeadContent}).
 *
 * <p>A field that subclasses see counts in objects of exactly its class only.
 */
final class LiveParts {
  /**
   * What counts of an array.
   *
   * @param from the first element
   * @param to behind the last one
   */
  record Part(int from, int to) {
    static final Part NONE = new Part(0, 0);
  }

  /** Tells what counts from the object that has the field. */
  private interface Rule {
    Part of(Object owner);
  }

  /**
   * One field.
   *
   * @param offset where it lies in an object
   * @param isBuffer whether it holds a heap buffer over the array
   */
  record Holder(long offset, boolean isBuffer, @Nullable Rule rule) {
    @Nullable Object content(Object owner) {
      return Mem.getRef(owner, offset);
    }

    /** What counts; null where a buffer's owner knows. */
    @Nullable Part part(Object owner) {
      return rule == null ? null : rule.of(owner);
    }
  }

  private record Row(Holder holder, boolean hidden) {}

  private static final Map<Class<?>, List<Row>> TABLE = new HashMap<>();
  private static final Class<?> HEAP_BUFFER = Renewed.type("java.nio.HeapByteBuffer");

  static {
    // Written from its begin on, then flushed whole.
    hidden(BufferedWriter.class, "cb", counted(BufferedWriter.class, "nextChar"));
    seen(BufferedOutputStream.class, "buf", counted(BufferedOutputStream.class, "count"));
    seen(ByteArrayOutputStream.class, "buf", counted(ByteArrayOutputStream.class, "count"));
    seen(CharArrayWriter.class, "buf", counted(CharArrayWriter.class, "count"));
    // The encoder puts bytes at the position, and gives away what lies before it.
    buffer("sun.nio.cs.StreamEncoder", b -> new Part(0, b.position()));
    // What was read and not yet given away; with a mark also what lies behind that.
    buffer("sun.nio.cs.StreamDecoder", b -> new Part(b.position(), b.limit()));
    hidden(BufferedReader.class, "cb", unread(BufferedReader.class, "markedChar nextChar nChars"));
    seen(BufferedInputStream.class, "buf", unread(BufferedInputStream.class, "markpos pos count"));
    hidden(PushbackReader.class, "buf", pushedBack(PushbackReader.class));
    seen(PushbackInputStream.class, "buf", pushedBack(PushbackInputStream.class));
    // Scratch space of one call.
    for (String name : List.of("readBuffer", "bytearr", "chararr", "lineBuffer")) {
      hidden(DataInputStream.class, name, o -> Part.NONE);
    }
    for (String name : List.of("writeBuffer", "bytearr")) {
      hidden(DataOutputStream.class, name, o -> Part.NONE);
    }
    hidden(StreamTokenizer.class, "buf", o -> Part.NONE);
    // setLength fills what it adds with zeros. What is stored in another form has nothing dead.
    Class<?> builder = Renewed.type("java.lang.AbstractStringBuilder");
    long count = Mem.offset(builder, "count");
    long coder = Mem.offset(builder, "coder");
    if (BuilderForm.isCommonHere()) {
      hidden(builder, "value", o -> new Part(0, Mem.getInt(o, count) << Mem.getByte(o, coder)));
    }
    put(
        ByteBuffer.class,
        new Row(new Holder(Mem.offset(ByteBuffer.class, "hb"), false, null), true));
  }

  private LiveParts() {}

  /** A field that no subclass sees. */
  private static void hidden(Class<?> c, String name, Rule rule) {
    put(c, new Row(new Holder(Mem.offset(c, name), false, rule), true));
  }

  /** A protected field. */
  private static void seen(Class<?> c, String name, Rule rule) {
    put(c, new Row(new Holder(Mem.offset(c, name), false, rule), false));
  }

  private static void buffer(String className, Function<Buffer, Part> rule) {
    Class<?> c = Renewed.type(className);
    long at = Mem.offset(c, "bb");
    Rule over = o -> rule.apply((Buffer) Objects.requireNonNull(Mem.getRef(o, at)));
    put(c, new Row(new Holder(at, true, over), true));
  }

  private static void put(Class<?> c, Row row) {
    TABLE.computeIfAbsent(c, k -> new ArrayList<>()).add(row);
  }

  private static Rule counted(Class<?> c, String name) {
    ToIntFunction<Object> count = number(c, name);
    return o -> new Part(0, count.applyAsInt(o));
  }

  /** From the position to the end, where the first one lies. */
  private static Rule pushedBack(Class<?> c) {
    long buf = Mem.offset(c, "buf");
    ToIntFunction<Object> pos = number(c, "pos");
    return o ->
        new Part(pos.applyAsInt(o), Array.getLength(Objects.requireNonNull(Mem.getRef(o, buf))));
  }

  /** From the mark, or where there is none the next one, to the last that was read. */
  private static Rule unread(Class<?> c, String names) {
    String[] n = names.split(" ", -1);
    ToIntFunction<Object> mark = number(c, n[0]);
    ToIntFunction<Object> next = number(c, n[1]);
    ToIntFunction<Object> end = number(c, n[2]);
    return o -> {
      int from = mark.applyAsInt(o);
      return new Part(from < 0 ? next.applyAsInt(o) : from, end.applyAsInt(o));
    };
  }

  private static ToIntFunction<Object> number(Class<?> c, String name) {
    long at = Mem.offset(c, name);
    return o -> Mem.getInt(o, at);
  }

  /** The fields of {@code c}'s objects. */
  static List<Holder> of(Class<?> c) {
    List<Holder> holders = new ArrayList<>();
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      for (Row r : TABLE.getOrDefault(k, List.of())) {
        if (c == k || (r.hidden && (k != ByteBuffer.class || c == HEAP_BUFFER))) {
          holders.add(r.holder);
        }
      }
    }
    return List.copyOf(holders);
  }
}
