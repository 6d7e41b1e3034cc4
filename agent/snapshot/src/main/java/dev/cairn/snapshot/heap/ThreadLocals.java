package dev.cairn.snapshot.heap;

import java.lang.ref.Reference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The thread locals' values of one thread. They live in maps of the thread, not in the ThreadLocal;
 * to the snapshot a value is as if it were a field of its ThreadLocal.
 */
final class ThreadLocals {
  private static final Class<?> MAP = type("java.lang.ThreadLocal$ThreadLocalMap");

  private record Entry(Object local, @Nullable Object value) {}

  private final List<Entry> plain;
  private final List<Entry> inheritable;

  private ThreadLocals(List<Entry> plain, List<Entry> inheritable) {
    this.plain = plain;
    this.inheritable = inheritable;
  }

  static ThreadLocals of(Thread thread) {
    return new ThreadLocals(
        entries(thread, "threadLocals"), entries(thread, "inheritableThreadLocals"));
  }

  private static List<Entry> entries(Thread thread, String field) {
    List<Entry> entries = new ArrayList<>();
    Object map = Mem.getRef(thread, Mem.offset(Thread.class, field));
    if (map != null) {
      Object[] table = (Object[]) Mem.getRef(map, Mem.offset(MAP, "table"));
      for (Object e : table == null ? new Object[0] : table) {
        Object key = e == null ? null : Mem.getRef(e, Mem.offset(Reference.class, "referent"));
        if (e != null && key != null) {
          entries.add(new Entry(key, Mem.getRef(e, Mem.offset(e.getClass(), "value"))));
        }
      }
    }
    return entries;
  }

  /** What takes a value; it may be null. */
  interface Sink {
    void value(boolean inheritable, @Nullable Object value);
  }

  /** Gives the values that {@code local} has in the thread. */
  void values(ThreadLocal<?> local, Sink sink) {
    for (Entry e : plain) {
      if (e.local == local) {
        sink.value(false, e.value);
      }
    }
    for (Entry e : inheritable) {
      if (e.local == local) {
        sink.value(true, e.value);
      }
    }
  }

  /** Puts a value into a thread's map, running no code of the ThreadLocal's class. */
  static void put(
      Thread thread, ThreadLocal<?> local, boolean inheritable, @Nullable Object value) {
    long offset =
        Mem.offset(Thread.class, inheritable ? "inheritableThreadLocals" : "threadLocals");
    try {
      Object map = Mem.getRef(thread, offset);
      if (map == null) {
        Constructor<?> c = MAP.getDeclaredConstructor(ThreadLocal.class, Object.class);
        c.setAccessible(true);
        Mem.putRef(thread, offset, c.newInstance(local, value));
      } else {
        Method set = MAP.getDeclaredMethod("set", ThreadLocal.class, Object.class);
        set.setAccessible(true);
        set.invoke(map, local, value);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ThreadLocal$ThreadLocalMap: " + e, e);
    }
  }

  /** Gives a ThreadLocal that was allocated without its constructor a hash code of this JVM. */
  static void renew(ThreadLocal<?> local) {
    try {
      Method next = ThreadLocal.class.getDeclaredMethod("nextHashCode");
      next.setAccessible(true);
      Object hash = next.invoke(null);
      Mem.putInt(
          local,
          Mem.offset(ThreadLocal.class, "threadLocalHashCode"),
          hash instanceof Integer i ? i : 0);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ThreadLocal.nextHashCode: " + e, e);
    }
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
