package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code @Recreate} from a field's {@code RuntimeVisibleAnnotations} as the JVM holds them
 * (JVMS 4.7.16). Reflection would ask the job's class loader for the annotation's class, which need
 * not be there.
 *
 * <pre>
 *   annotations:    count:2  annotation*
 *   annotation:     type:2  count:2  (name:2  value)*
 *   value:          tag:1, then by tag
 *     e             type:2  name:2
 *     @             annotation
 *     [             count:2  value*
 *     all others    constant:2
 * </pre>
 */
final class RecreateAnnotation {
  private static final String TYPE = "Ldev/cairn/annotations/Recreate;";
  private static final long ANNOTATIONS = Mem.offset(Field.class, "annotations");

  private final ByteBuffer in;
  private final ConstantPool pool;

  private RecreateAnnotation(byte[] annotations, ConstantPool pool) {
    this.in = ByteBuffer.wrap(annotations);
    this.pool = pool;
  }

  /** The method that a field's annotation names, or null where the field has none. */
  static @Nullable String method(Field f) {
    byte[] annotations = (byte[]) Mem.getRef(f, ANNOTATIONS);
    return annotations == null
        ? null
        : new RecreateAnnotation(annotations, new ConstantPool(f.getDeclaringClass())).find();
  }

  private @Nullable String find() {
    for (int left = in.getChar(); left > 0; left--) {
      boolean ours = pool.text(in.getChar()).equals(TYPE);
      String last = null;
      for (int values = in.getChar(); values > 0; values--) {
        in.getChar(); // there is but one: value
        last = value();
      }
      if (ours) {
        return last;
      }
    }
    return null;
  }

  /** Passes over a value; gives it where it is a string. */
  private @Nullable String value() {
    switch (in.get()) {
      case 's' -> {
        return pool.text(in.getChar());
      }
      case 'e' -> in.getInt();
      case '@' -> {
        in.getChar();
        for (int values = in.getChar(); values > 0; values--) {
          in.getChar();
          value();
        }
      }
      case '[' -> {
        for (int values = in.getChar(); values > 0; values--) {
          value();
        }
      }
      default -> in.getChar();
    }
    return null;
  }
}
