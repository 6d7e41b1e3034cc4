package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A class's constant pool as the JVM holds it, by {@code jdk.internal.reflect.ConstantPool}. */
final class ConstantPool {
  /** The entries that are asked for here. */
  enum Tag {
    STRING,
    CLASS,
    METHOD,
    INTERFACE_METHOD,
    TEXT,
    OTHER
  }

  /** A method that the class refers to: owner's internal name, name, descriptor. */
  record MethodRef(String owner, String name, String descriptor, boolean ofInterface) {}

  private static final Class<?> TYPE = type("jdk.internal.reflect.ConstantPool");
  private static final Class<?> TAG = type("jdk.internal.reflect.ConstantPool$Tag");
  private static final MethodHandle OF = of();
  private static final MethodHandle SIZE = find("getSize", int.class);
  private static final MethodHandle TAG_AT = find("getTagAt", TAG, int.class);
  private static final MethodHandle STRING_AT = find("getStringAt", String.class, int.class);
  private static final MethodHandle MEMBER_AT =
      find("getMemberRefInfoAt", String[].class, int.class);
  private static final MethodHandle TEXT_AT = find("getUTF8At", String.class, int.class);
  private static final MethodHandle CLASS_AT = find("getClassAt", Class.class, int.class);

  private static final Map<Object, Tag> TAGS =
      Map.of(
          tag("STRING"), Tag.STRING,
          tag("CLASS"), Tag.CLASS,
          tag("METHODREF"), Tag.METHOD,
          tag("INTERFACEMETHODREF"), Tag.INTERFACE_METHOD,
          tag("UTF8"), Tag.TEXT);

  private final @Nullable Object pool;

  ConstantPool(Class<?> c) {
    try {
      pool = (Object) OF.invokeExact(c);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  /** Entries are 1 to this, exclusive; 0 for an array or a primitive. */
  int size() {
    try {
      return pool == null ? 0 : (int) SIZE.invokeExact(pool);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  Tag tag(int i) {
    Object tag;
    try {
      tag = (Object) TAG_AT.invokeExact(pool, i);
    } catch (IllegalArgumentException e) {
      return Tag.OTHER; // a tag that this JDK's own enum does not know
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
    return TAGS.getOrDefault(tag, Tag.OTHER);
  }

  /** The interned string, as the class's own {@code ldc} would give it. */
  String string(int i) {
    try {
      return (String) (Object) STRING_AT.invokeExact(pool, i);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  /** The text of a {@code CONSTANT_Utf8}. */
  String text(int i) {
    try {
      return (String) (Object) TEXT_AT.invokeExact(pool, i);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  /** A class that is named there; loaded if it isn't yet. */
  Class<?> type(int i) {
    try {
      return (Class<?>) (Object) CLASS_AT.invokeExact(pool, i);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  MethodRef method(int i) {
    try {
      String[] m = (String[]) (Object) MEMBER_AT.invokeExact(pool, i);
      return new MethodRef(m[0], m[1], m[2], tag(i) == Tag.INTERFACE_METHOD);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object tag(String name) {
    try {
      Object v = TAG.getField(name).get(null);
      if (v == null) {
        throw new NoSuchFieldException(name);
      }
      return v;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle of() {
    try {
      Method m = Class.class.getDeclaredMethod("getConstantPool");
      m.setAccessible(true);
      return MethodHandles.lookup()
          .unreflect(m)
          .asType(MethodType.methodType(Object.class, Class.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static MethodHandle find(String name, Class<?> type, Class<?>... args) {
    try {
      MethodHandle h =
          MethodHandles.lookup().findVirtual(TYPE, name, MethodType.methodType(type, args));
      MethodType erased = h.type().changeParameterType(0, Object.class);
      return h.asType(type.isPrimitive() ? erased : erased.changeReturnType(Object.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
