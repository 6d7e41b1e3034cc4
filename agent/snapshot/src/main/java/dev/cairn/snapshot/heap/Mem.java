package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Optional;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Raw memory of objects, through {@code jdk.internal.misc.Unsafe}. That one, not sun.misc.Unsafe:
 * it takes records and hidden classes, and prints no warning on late releases.
 *
 * <p>Called directly, not through method handles: a snapshot is rare, and most of it runs before
 * the JIT has looked at it twice. The class is linked after {@link HeapAccess#open} has opened the
 * package to us.
 */
final class Mem {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final MethodHandle ARRAY_BASE = arrayBase();
  private static final MethodHandle FIELDS = declared("getDeclaredFields0");
  private static final MethodHandle METHODS = declared("getDeclaredMethods0");

  private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  /** Where element 0 of a {@code byte[]} lies. */
  static final long BYTES = arrayBase(byte[].class);

  private Mem() {}

  static byte getByte(@Nullable Object o, long offset) {
    return UNSAFE.getByte(o, offset);
  }

  static short getShort(@Nullable Object o, long offset) {
    return UNSAFE.getShort(o, offset);
  }

  static int getInt(@Nullable Object o, long offset) {
    return UNSAFE.getInt(o, offset);
  }

  static long getLong(@Nullable Object o, long offset) {
    return UNSAFE.getLong(o, offset);
  }

  /** A native address, of 4 or 8 bytes. */
  static long getAddress(@Nullable Object o, long offset) {
    return UNSAFE.getAddress(o, offset);
  }

  static @Nullable Object getRef(@Nullable Object o, long offset) {
    return UNSAFE.getReference(o, offset);
  }

  static void putByte(@Nullable Object o, long offset, byte v) {
    UNSAFE.putByte(o, offset, v);
  }

  static void putShort(@Nullable Object o, long offset, short v) {
    UNSAFE.putShort(o, offset, v);
  }

  static void putInt(@Nullable Object o, long offset, int v) {
    UNSAFE.putInt(o, offset, v);
  }

  static void putLong(@Nullable Object o, long offset, long v) {
    UNSAFE.putLong(o, offset, v);
  }

  static void putRef(@Nullable Object o, long offset, @Nullable Object v) {
    UNSAFE.putReference(o, offset, v);
  }

  static boolean casInt(Object o, long offset, int expected, int v) {
    return UNSAFE.compareAndSetInt(o, offset, expected, v);
  }

  static boolean casLong(@Nullable Object o, long offset, long expected, long v) {
    return UNSAFE.compareAndSetLong(o, offset, expected, v);
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
    if (BIG_ENDIAN && width > 1) {
      UNSAFE.copySwapMemory(a, aOffset, b, bOffset, n, width);
    } else {
      UNSAFE.copyMemory(a, aOffset, b, bOffset, n);
    }
  }

  /** Memory outside of the heap, its content undefined; 0 where there is none left. */
  static long allocateNative(long bytes) {
    try {
      return UNSAFE.allocateMemory(bytes);
    } catch (OutOfMemoryError e) {
      return 0;
    }
  }

  static void freeNative(long address) {
    UNSAFE.freeMemory(address);
  }

  static void copyOut(byte[] from, int at, long address, int bytes) {
    UNSAFE.copyMemory(from, BYTES + at, null, address, bytes);
  }

  static void copyIn(long address, byte[] to, int at, int bytes) {
    UNSAFE.copyMemory(null, address, to, BYTES + at, bytes);
  }

  /** An instance with all fields zero, no constructor run; initialises the class. */
  static Object allocate(Class<?> c) {
    try {
      return UNSAFE.allocateInstance(c);
    } catch (InstantiationException e) {
      throw new IllegalStateException(e);
    }
  }

  static long fieldOffset(Field f) {
    return UNSAFE.objectFieldOffset(f);
  }

  static long staticOffset(Field f) {
    return UNSAFE.staticFieldOffset(f);
  }

  static Object staticBase(Field f) {
    return UNSAFE.staticFieldBase(f);
  }

  /** Whether the class's initialiser has run to its end. */
  static boolean initialised(Class<?> c) {
    return !UNSAFE.shouldBeInitialized(c);
  }

  /** Where element 0 of such an array lies. */
  static long arrayBase(Class<?> array) {
    try { // int on 17, long on 25: not invokeExact
      return (long) ARRAY_BASE.invoke(array);
    } catch (Throwable t) {
      throw sneak(t);
    }
  }

  /** 4 or 8. */
  static int addressSize() {
    return UNSAFE.addressSize();
  }

  /**
   * All fields that {@code c} itself declares, those that reflection hides among them. Loads the
   * fields' types, initialises nothing; but see {@link JobLoaders#fields}.
   *
   * @throws LinkageError a field's type can't be loaded
   */
  static Field[] fields(Class<?> c) {
    Field[] carried = JobLoaders.fields(c);
    if (carried != null) {
      return carried;
    }
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

  private static MethodHandle arrayBase() {
    try {
      Method m = Unsafe.class.getMethod("arrayBaseOffset", Class.class);
      return MethodHandles.lookup().unreflect(m).bindTo(UNSAFE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("jdk.internal.misc.Unsafe.arrayBaseOffset: " + e, e);
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
