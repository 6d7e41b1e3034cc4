package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;

/**
 * One codec of the program's, for the native state of the objects of one class. In a snapshot the
 * bytes that it writes are an array, as if the object had a field for it:
 *
 * <pre>
 *   com.acme.Matrix.&lt;com.acme.MatrixCodec&gt; of type [B
 * </pre>
 */
final class Codec {
  private final Object codec;
  private final List<String> handles;
  private final Method write;
  private final Method read;
  private final FieldEntry entry;

  /**
   * @param service the interface that it implements, as the program has it
   * @param handles fields that are not stored
   */
  Codec(Class<?> service, Object codec, Class<?> type, List<String> handles)
      throws NoSuchMethodException {
    this.codec = codec;
    this.handles = List.copyOf(handles);
    this.write = service.getMethod("write", Object.class, DataOutput.class);
    this.read = service.getMethod("read", Object.class, DataInput.class);
    this.entry =
        new FieldEntry(type.getName(), "<" + name() + ">", byte[].class.descriptorString());
  }

  String name() {
    return codec.getClass().getName();
  }

  boolean isHandle(String field) {
    return handles.contains(field);
  }

  /** Where the bytes are stored. */
  Shape.Slot slot() {
    return new Shape.Slot(entry, entry.kind(), byte[].class, new Written(this));
  }

  /** Stands for bytes that are not there before the walk is over. */
  record Written(Codec codec) implements SlotView {
    @Override
    public Object get(Object o) {
      throw new IllegalStateException("a codec writes when the walk is over");
    }
  }

  /**
   * Asks for all codecs that wrote of the objects of a class.
   *
   * @param here where this JVM's program stores them
   * @throws SnapshotMismatchException one of them is not here
   */
  static void requireAll(ClassEntry stored, List<Shape.Slot> here) {
    for (FieldEntry e : stored.fields()) {
      if (e.name().startsWith("<") && here.stream().noneMatch(s -> s.entry().equals(e))) {
        String codec = e.name().substring(1, e.name().length() - 1);
        throw new SnapshotMismatchException(
            "the native state of the snapshot's objects of "
                + stored.name()
                + " was written by "
                + codec
                + ", which is no codec for "
                + e.declaringClass()
                + " here; resume with it on the class path, and named in META-INF/services/"
                + Codecs.SERVICE);
      }
    }
  }

  /**
   * What the codec writes of an object.
   *
   * @throws SlotView.RefusedValueException it throws something
   */
  byte[] write(Object o) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write.invoke(codec, o, new DataOutputStream(bytes));
    } catch (InvocationTargetException e) {
      throw new SlotView.RefusedValueException(Refusals.codec(name(), cause(e)));
    } catch (IllegalAccessException e) {
      throw new SlotView.RefusedValueException(Refusals.codec(name(), e));
    }
    return bytes.toByteArray();
  }

  /**
   * Has an object's native state made again.
   *
   * @throws SnapshotMismatchException the codec throws something, or leaves bytes
   */
  void read(Object o, byte[] bytes) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      read.invoke(codec, o, new DataInputStream(in));
    } catch (InvocationTargetException e) {
      throw failed(o, "threw " + cause(e));
    } catch (IllegalAccessException e) {
      throw failed(o, "can't be called (" + e + ")");
    }
    if (in.available() > 0) {
      throw failed(o, "left " + in.available() + " of " + bytes.length + " bytes");
    }
  }

  private static Throwable cause(InvocationTargetException e) {
    return Objects.requireNonNullElse(e.getCause(), e);
  }

  private SnapshotMismatchException failed(Object o, String what) {
    return new SnapshotMismatchException(
        "the native state of a "
            + o.getClass().getName()
            + " can't be made again: its codec "
            + name()
            + " "
            + what
            + "; resume where it finds what it needs");
  }
}
