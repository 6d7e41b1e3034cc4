package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.reflect.Array;
import java.net.URL;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of values that a snapshot holds beside a JDK class's fields. All but the file that
 * a descriptor is open on are fields in later releases: there an entry is not used.
 */
final class JdkViews {
  /** What a {@link FileDescriptor} is open on, as a text; null where on nothing. */
  static final FieldEntry FILE =
      new FieldEntry(FileDescriptor.class.getName(), "file", String.class.descriptorString());

  /** What lies in a direct buffer's memory; null where another buffer owns that. */
  static final FieldEntry DIRECT =
      new FieldEntry("java.nio.DirectByteBuffer", "content", byte[].class.descriptorString());

  /** What a walk finds for itself ({@link WalkScope#classValues}): it goes over all classes. */
  static final SlotView VALUES =
      o -> {
        throw new IllegalStateException("a walk finds them");
      };

  private record View(String name, Class<?> type, SlotView value) {}

  /** Bytes that an encoder holds back, at most: a constant where there is no field. */
  private static final int ENCODED = 8192;

  private static final Map<String, List<View>> TABLE = new HashMap<>();

  static {
    view(
        FileDescriptor.class.getName(),
        FILE.name(),
        String.class,
        o -> Descriptors.describe((FileDescriptor) o));
    view(ClassValues.VALUES.declaringClass(), ClassValues.VALUES.name(), Object[].class, VALUES);
    Field handler = new Field(URL.class, "handler");
    view(URL.class.getName(), "builtIn", boolean.class, o -> builtIn(handler.of(o)));
    view(DIRECT.declaringClass(), DIRECT.name(), byte[].class, DirectBuffers::content);
    view(
        ZlibState.DEFLATER.declaringClass(),
        ZlibState.DEFLATER.name(),
        byte[].class,
        ZlibState::content);
    view(
        ZlibState.INFLATER.declaringClass(),
        ZlibState.INFLATER.name(),
        byte[].class,
        ZlibState::content);
    // From 18 on: whether there is more to come without further input.
    view(ZlibState.INFLATER.declaringClass(), "pendingOutput", boolean.class, ZlibState::isPending);
    // From 21 on: how large a buffer is made, or may become.
    Field buf = new Field(BufferedInputStream.class, "buf");
    view(BufferedInputStream.class.getName(), "initialSize", int.class, o -> length(buf.of(o)));
    Field out = new Field(BufferedOutputStream.class, "buf");
    view(BufferedOutputStream.class.getName(), "maxBufSize", int.class, o -> length(out.of(o)));
    long chars = Mem.offset(BufferedWriter.class, "nChars");
    view(BufferedWriter.class.getName(), "maxChars", int.class, o -> Mem.getInt(o, chars));
    String encoder = "sun.nio.cs.StreamEncoder";
    view(encoder, "maxBufferCapacity", int.class, o -> ENCODED);
    // From 18 on: what its writer has, too.
    Field writer = new Field(PrintStream.class, "charOut");
    Field within = new Field(OutputStreamWriter.class, "se");
    Field set = new Field(Renewed.type(encoder), "cs");
    view(
        PrintStream.class.getName(),
        "charset",
        Charset.class,
        o -> set.of(within.of(writer.of(o))));
    // From 21 on: whether what is written is on the disk at once.
    Field file = new Field(RandomAccessFile.class, "fd");
    view(
        RandomAccessFile.class.getName(),
        "sync",
        boolean.class,
        o -> Descriptors.synced(file.of(o)));
    String channel = "sun.nio.ch.FileChannelImpl";
    Field fd = new Field(Renewed.type(channel), "fd");
    view(channel, "sync", boolean.class, o -> Descriptors.synced(fd.of(o)));
  }

  private JdkViews() {}

  /** A reference in an object that this JVM knows. */
  private record Field(long offset) {
    Field(Class<?> c, String name) {
      this(Mem.offset(c, name));
    }

    @Nullable Object of(@Nullable Object o) {
      return o == null ? null : Mem.getRef(o, offset);
    }
  }

  /** Whether the JDK opens such an URL: always true, since another is refused. */
  private static boolean builtIn(@Nullable Object handler) {
    if (handler != null && handler.getClass().getClassLoader() != null) {
      throw new SlotView.RefusedValueException(
          new Refusals.Refusal(
              "this URL has a stream handler of the program's own, " + handler.getClass().getName(),
              "keep its text, and make it anew"));
    }
    return true;
  }

  private static int length(@Nullable Object array) {
    return array == null ? 0 : Array.getLength(array);
  }

  private static void view(String c, String name, Class<?> type, SlotView value) {
    TABLE.computeIfAbsent(c, k -> new ArrayList<>()).add(new View(name, type, value));
  }

  /** What is stored of {@code c} itself beside its fields. */
  static List<Shape.Slot> of(Class<?> c) {
    List<Shape.Slot> slots = new ArrayList<>();
    if (c.getClassLoader() == null) {
      for (View v : TABLE.getOrDefault(c.getName(), List.of())) {
        if (Mem.field(c, v.name).isEmpty()) {
          FieldEntry e = new FieldEntry(c.getName(), v.name, v.type.descriptorString());
          slots.add(new Shape.Slot(e, e.kind(), v.type, v.value));
        }
      }
    }
    return slots;
  }
}
