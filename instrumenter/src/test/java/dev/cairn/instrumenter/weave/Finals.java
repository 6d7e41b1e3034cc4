package dev.cairn.instrumenter.weave;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Puts final fields, records' too, by the JDK's own Unsafe: surefire opens its package. */
final class Finals {
  private Finals() {}

  static void put(Object target, Class<?> owner, String field, Object value) {
    try {
      Field f = owner.getDeclaredField(field.substring(0, field.indexOf(':')));
      Class<?> type = f.getType();
      Class<?> c = Class.forName("jdk.internal.misc.Unsafe");
      Object unsafe = c.getMethod("getUnsafe").invoke(null);
      long offset = (long) c.getMethod("objectFieldOffset", Field.class).invoke(unsafe, f);
      String kind = type.isPrimitive() ? type.getName() : "reference";
      Method put =
          c.getMethod(
              "put" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1),
              Object.class,
              long.class,
              type.isPrimitive() ? type : Object.class);
      put.invoke(unsafe, target, offset, narrowed(value, kind));
    } catch (InvocationTargetException e) {
      throw new AssertionError(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private static Object narrowed(Object value, String kind) {
    return switch (kind) {
      case "boolean" -> (Integer) value != 0;
      case "byte" -> ((Integer) value).byteValue();
      case "char" -> (char) ((Integer) value).intValue();
      case "short" -> ((Integer) value).shortValue();
      default -> value;
    };
  }
}
