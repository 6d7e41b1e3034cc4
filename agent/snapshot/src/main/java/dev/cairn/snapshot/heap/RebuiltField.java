package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A field marked {@code @Recreate}: not stored, but rebuilt by a method of its class.
 *
 * @param method declared by the field's class; static where the field is
 */
record RebuiltField(Field field, Method method) {
  /** An annotation that can't be followed. */
  static final class MisusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusals.Refusal refusal;

    MisusedException(Refusals.Refusal refusal) {
      super(refusal.reason());
      this.refusal = refusal;
    }

    Refusals.Refusal refusal() {
      return refusal;
    }
  }

  /**
   * How a field is rebuilt; null for an ordinary field.
   *
   * @throws MisusedException its class has no such method
   * @throws LinkageError the class's methods can't be listed
   */
  static @Nullable RebuiltField of(Field f) {
    if (f.getDeclaringClass().getClassLoader() == null) {
      return null;
    }
    String name = RecreateAnnotation.method(f);
    if (name == null) {
      return null;
    }
    for (Method m : Mem.methods(f.getDeclaringClass())) {
      if (m.getName().equals(name)
          && m.getParameterCount() == 0
          && f.getType().isAssignableFrom(m.getReturnType())
          && Modifier.isStatic(m.getModifiers()) == Modifier.isStatic(f.getModifiers())) {
        return new RebuiltField(f, m);
      }
    }
    throw new MisusedException(Refusals.noRecreator(f, name));
  }

  String name() {
    return field.getDeclaringClass().getName() + "." + field.getName();
  }

  /**
   * Calls the method and puts what it returns.
   *
   * @param o the object; null for a static field
   * @throws SnapshotMismatchException the method threw something
   */
  void rebuild(@Nullable Object o) {
    Object value;
    try {
      method.setAccessible(true);
      value = method.invoke(o);
    } catch (InvocationTargetException e) {
      throw failed("threw " + e.getCause());
    } catch (IllegalAccessException | RuntimeException e) {
      throw failed("can't be called (" + e + ")");
    }
    Object home = o == null ? Mem.staticBase(field) : o;
    put(home, o == null ? Mem.staticOffset(field) : Mem.fieldOffset(field), value);
  }

  private void put(Object home, long at, @Nullable Object value) {
    if (value instanceof Boolean v && field.getType() == boolean.class) {
      Mem.putByte(home, at, (byte) (v ? 1 : 0));
    } else if (value instanceof Character v && field.getType() == char.class) {
      Mem.putShort(home, at, (short) (char) v);
    } else if (value instanceof Number v && field.getType().isPrimitive()) {
      putNumber(home, at, v);
    } else {
      Mem.putRef(home, at, value);
    }
  }

  private void putNumber(Object home, long at, Number v) {
    switch (field.getType().descriptorString().charAt(0)) {
      case 'B' -> Mem.putByte(home, at, v.byteValue());
      case 'S' -> Mem.putShort(home, at, v.shortValue());
      case 'I' -> Mem.putInt(home, at, v.intValue());
      case 'J' -> Mem.putLong(home, at, v.longValue());
      case 'F' -> Mem.putInt(home, at, Float.floatToRawIntBits(v.floatValue()));
      default -> Mem.putLong(home, at, Double.doubleToRawLongBits(v.doubleValue()));
    }
  }

  private SnapshotMismatchException failed(String what) {
    return new SnapshotMismatchException(
        "field "
            + name()
            + " can't be made again: its method "
            + method.getName()
            + "() "
            + what
            + "; resume where it finds what it needs");
  }
}
