package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Raw memory of objects, through {@code jdk.internal.misc.Unsafe}. That one, not sun.misc.Unsafe:
 * it takes records and hidden classes, and prints no warning on late releases.
 *
 * <p>The handles are static finals called by {@code invokeExact}, so that the JIT compiles each to
 * the intrinsic. This class is initialised by {@link HeapAccess#open} after the packages are open.
 */
final class Mem {
  private static final Object UNSAFE = unsafe();

  private static final MethodHandle GET_BYTE = get("getByte", byte.class);
  private static final MethodHandle GET_SHORT = get("getShort", short.class);
  private static final MethodHandle GET_INT = get("getInt", int.class);
  private static final MethodHandle GET_LONG = get("getLong", long.class);
  private static final MethodHandle GET_REF = get("getReference", Object.class);
  private static final MethodHandle PUT_BYTE = put("putByte", byte.class);
  private static final MethodHandle PUT_SHORT = put("putShort", short.class);
  private static final MethodHandle PUT_INT = put("putInt", int.class);
  private static final MethodHandle PUT_LONG = put("putLong", long.class);
  private static final MethodHandle PUT_REF = put("putReference", Object.class);
  private static final MethodHandle CAS_INT =
      bound("compareAndSetInt", boolean.class, Object.class, long.class, int.class, int.class);
  private static final MethodHandle CAS_LONG =
      bound("compareAndSetLong", boolean.class, Object.class, long.class, long.class, long.class);
  private static final MethodHandle COPY =
      bound(
          "copyMemory", void.class, Object.class, long.class, Object.class, long.class, long.class);
  private static final MethodHandle COPY_SWAP =
      bound(
          "copySwapMemory",
          void.class,
          Object.class,
          long.class,
          Object.class,
          long.class,
          long.class,
          long.class);
  private static final MethodHandle ALLOCATE = bound("allocateInstance", Object.class, Class.class);
  private static final MethodHandle FIELD_OFFSET =
      bound("objectFieldOffset", long.class, Field.class);
  private static final MethodHandle STATIC_OFFSET =
      bound("staticFieldOffset", long.class, Field.class);
  private static final MethodHandle STATIC_BASE =
      bound("staticFieldBase", Object.class, Field.class);
  private static final MethodHandle UNINITIALISED =
      bound("shouldBeInitialized", boolean.class, Class.class);
  private static final MethodHandle ADDRESS_SIZE = bound("addressSize", int.class);
  private static final MethodHandle FIELDS = declared("getDeclaredFields0");
  private static final MethodHandle METHODS = declared("getDeclaredMethods0");

  private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  /** Where element 0 of a {@code byte[]} lies. */
  static final long BYTES = arrayBase(byte[].class);

  private Mem() {}

  static byte getByte(@Nullable Object o, long offset) {
    try {
      return (byte) GET_BYTE.invokeExact(o, offset);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static short getShort(@Nullable Object o, long offset) {
    try {
      return (short) GET_SHORT.invokeExact(o, offset);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static int getInt(@Nullable Object o, long offset) {
    try {
      return (int) GET_INT.invokeExact(o, offset);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static long getLong(@Nullable Object o, long offset) {
    try {
      return (long) GET_LONG.invokeExact(o, offset);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static @Nullable Object getRef(@Nullable Object o, long offset) {
    try {
      return (Object) GET_REF.invokeExact(o, offset);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static void putByte(@Nullable Object o, long offset, byte v) {
    try {
      PUT_BYTE.invokeExact(o, offset, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static void putShort(@Nullable Object o, long offset, short v) {
    try {
      PUT_SHORT.invokeExact(o, offset, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static void putInt(@Nullable Object o, long offset, int v) {
    try {
      PUT_INT.invokeExact(o, offset, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static void putLong(@Nullable Object o, long offset, long v) {
    try {
      PUT_LONG.invokeExact(o, offset, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static void putRef(@Nullable Object o, long offset, @Nullable Object v) {
    try {
      PUT_REF.invokeExact(o, offset, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static boolean casInt(Object o, long offset, int expected, int v) {
    try {
      return (boolean) CAS_INT.invokeExact(o, offset, expected, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static boolean casLong(@Nullable Object o, long offset, long expected, long v) {
    try {
      return (boolean) CAS_LONG.invokeExact(o, offset, expected, v);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** Copies elements of {@code width} bytes into little-endian bytes. */
  static void toBytes(Object array, long offset, byte[] to, int at, int bytes, int width) {
    copy(array, offset, to, BYTES + at, bytes, width);
  }

  /** Copies little-endian bytes into elements of {@code width} bytes. */
  static void fromBytes(byte[] from, int at, Object array, long offset, int bytes, int width) {
    copy(from, BYTES + at, array, offset, bytes, width);
  }

  private static void copy(Object a, long aOffset, Object b, long bOffset, long n, long width) {
    try {
      if (BIG_ENDIAN && width > 1) {
        COPY_SWAP.invokeExact(a, aOffset, b, bOffset, n, width);
      } else {
        COPY.invokeExact(a, aOffset, b, bOffset, n);
      }
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** An instance with all fields zero, no constructor run; initialises the class. */
  static Object allocate(Class<?> c) {
    try {
      return (Object) ALLOCATE.invokeExact(c);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static long fieldOffset(Field f) {
    try {
      return (long) FIELD_OFFSET.invokeExact(f);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static long staticOffset(Field f) {
    try {
      return (long) STATIC_OFFSET.invokeExact(f);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  static Object staticBase(Field f) {
    try {
      return (Object) STATIC_BASE.invokeExact(f);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** Whether the class's initialiser has run to its end. */
  static boolean initialised(Class<?> c) {
    try {
      return !(boolean) UNINITIALISED.invokeExact(c);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** Where element 0 of such an array lies. */
  static long arrayBase(Class<?> array) {
    try { // int on 17, long on 25: not invokeExact
      return (long) bound("arrayBaseOffset", null, Class.class).invoke(array);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** Bytes per element of such an array. */
  static long arrayScale(Class<?> array) {
    try {
      return (long) bound("arrayIndexScale", null, Class.class).invoke(array);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** 4 or 8. */
  static int addressSize() {
    try {
      return (int) ADDRESS_SIZE.invokeExact();
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /**
   * All fields that {@code c} itself declares, those that reflection hides among them. Loads the
   * fields' types, initialises nothing.
   *
   * @throws LinkageError a field's type can't be loaded
   */
  static Field[] fields(Class<?> c) {
    try {
      return (Field[]) FIELDS.invokeExact(c, false);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** The field of this name that {@code c} itself declares. */
  static Optional<Field> field(Class<?> c, String name) {
    return Arrays.stream(fields(c)).filter(f -> f.getName().equals(name)).findAny();
  }

  /** Where an instance field lies that {@code c} itself declares and every known JDK has. */
  static long offset(Class<?> c, String name) {
    return fieldOffset(
        field(c, name)
            .orElseThrow(() -> new NoSuchElementException(c.getName() + " has no field " + name)));
  }

  /**
   * All methods that {@code c} itself declares. Loads the classes in their descriptors.
   *
   * @throws LinkageError one of these can't be loaded
   */
  static Method[] methods(Class<?> c) {
    try {
      return (Method[]) METHODS.invokeExact(c, false);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  private static Object unsafe() {
    try {
      Class<?> c = Class.forName("jdk.internal.misc.Unsafe");
      return Objects.requireNonNull(c.getMethod("getUnsafe").invoke(null));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.misc.Unsafe: " + e, e);
    }
  }

  private static MethodHandle get(String name, Class<?> type) {
    return bound(name, type, Object.class, long.class);
  }

  private static MethodHandle put(String name, Class<?> type) {
    return bound(name, void.class, Object.class, long.class, type);
  }

  /** The method of Unsafe, bound to the one instance; {@code returned} null takes any. */
  private static MethodHandle bound(
      String name, @Nullable Class<?> returned, Class<?>... parameters) {
    try {
      Method m = UNSAFE.getClass().getMethod(name, parameters);
      Class<?> type = returned == null ? m.getReturnType() : returned;
      return MethodHandles.lookup()
          .findVirtual(UNSAFE.getClass(), name, MethodType.methodType(type, parameters))
          .bindTo(UNSAFE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.misc.Unsafe." + name + ": " + e, e);
    }
  }

  private static MethodHandle declared(String name) {
    try {
      Method m = Class.class.getDeclaredMethod(name, boolean.class);
      m.setAccessible(true);
      return MethodHandles.lookup().unreflect(m);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.Class." + name + ": " + e, e);
    }
  }

  /** Nothing here throws checked exceptions; whatever comes is passed on as it is. */
  static RuntimeException sneak(Throwable t) {
    if (t instanceof Error e) {
      throw e;
    }
    if (t instanceof RuntimeException e) {
      throw e;
    }
    throw new IllegalStateException(t);
  }
}
