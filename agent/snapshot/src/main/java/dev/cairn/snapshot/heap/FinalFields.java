package dev.cairn.snapshot.heap;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Puts final fields of objects whose constructor goes on in another method, as its {@code putfield}
 * would: records' too, which reflection refuses. To be used once {@link HeapAccess} is open.
 * Thread-safe.
 */
public final class FinalFields {
  private FinalFields() {}

  /**
   * Puts a field.
   *
   * @param owner the class that declares it
   * @param field {@code name:descriptor}
   * @param value of a field narrower than {@code int} an {@code Integer}
   */
  public static void put(Object target, Class<?> owner, String field, @Nullable Object value) {
    long offset = Mem.fieldOffset(find(owner, field));
    char kind = field.charAt(field.indexOf(':') + 1);
    if (value == null || kind == 'L' || kind == '[') {
      Mem.putRef(target, offset, value);
    } else if (value instanceof Integer i) {
      switch (kind) {
        case 'Z' -> Mem.putByte(target, offset, (byte) (i & 1)); // JVMS 6.5.putfield
        case 'B' -> Mem.putByte(target, offset, i.byteValue());
        case 'C', 'S' -> Mem.putShort(target, offset, i.shortValue());
        default -> Mem.putInt(target, offset, i);
      }
    } else if (value instanceof Float f) {
      Mem.putInt(target, offset, Float.floatToRawIntBits(f));
    } else if (value instanceof Double d) {
      Mem.putLong(target, offset, Double.doubleToRawLongBits(d));
    } else {
      Mem.putLong(target, offset, (Long) value);
    }
    VarHandle.storeStoreFence(); // as at a constructor's end: finals are seen by whoever sees it
  }

  private static Field find(Class<?> owner, String field) {
    for (Field f : Mem.fields(owner)) {
      if (field.equals(f.getName() + ":" + f.getType().descriptorString())) {
        return f;
      }
    }
    throw new IllegalStateException(owner.getName() + " has no field " + field);
  }
}
