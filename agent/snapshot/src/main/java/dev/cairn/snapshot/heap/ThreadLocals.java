package dev.cairn.snapshot.heap;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The thread locals' values of the job's threads. They live in maps of the threads, not in the
 * ThreadLocal; to the snapshot a value is as if it were a field of its ThreadLocal.
 */
final class ThreadLocals {
  private static final Class<?> MAP = type("java.lang.ThreadLocal$ThreadLocalMap");

  /**
   * One value.
   *
   * @param thread the thread that has it; null for the job's own
   */
  private record Entry(
      @Nullable Thread thread, boolean inheritable, Object local, @Nullable Object value) {}

  private final List<Entry> entries;

  private ThreadLocals(List<Entry> entries) {
    this.entries = entries;
  }

  /**
   * Those of the job's own thread and of its idle ones.
   *
   * @param idle in their order
   */
  static ThreadLocals of(Thread job, List<Thread> idle) {
    List<Entry> entries = new ArrayList<>();
    add(entries, job, null);
    idle.forEach(t -> add(entries, t, t));
    return new ThreadLocals(entries);
  }

  private static void add(List<Entry> to, Thread of, @Nullable Thread thread) {
    to.addAll(entries(of, thread, false));
    to.addAll(entries(of, thread, true));
  }

  private static List<Entry> entries(Thread of, @Nullable Thread thread, boolean inheritable) {
    List<Entry> entries = new ArrayList<>();
    String field = inheritable ? "inheritableThreadLocals" : "threadLocals";
    Object map = Mem.getRef(of, Mem.offset(Thread.class, field));
    if (map != null) {
      Object[] table = (Object[]) Mem.getRef(map, Mem.offset(MAP, "table"));
      for (Object e : table == null ? new Object[0] : table) {
        Object key = e == null ? null : Referents.of(e);
        if (e != null && key != null) {
          Object value = Mem.getRef(e, Mem.offset(e.getClass(), "value"));
          entries.add(new Entry(thread, inheritable, key, value));
        }
      }
    }
    return entries;
  }

  /** What takes a value; it may be null. */
  interface Sink {
    /**
     * @param thread the thread that has it; null for the job's own
     */
    void value(@Nullable Thread thread, boolean inheritable, @Nullable Object value);
  }

  /** Gives the values that {@code local} has in the threads. */
  void values(ThreadLocal<?> local, Sink sink) {
    for (Entry e : entries) {
      if (e.local == local) {
        sink.value(e.thread, e.inheritable, e.value);
      }
    }
  }

  /** Gives what a thread that has not started yet was born with. */
  static void inherited(Thread thread, BiConsumer<Object, @Nullable Object> sink) {
    entries(thread, thread, true).forEach(e -> sink.accept(e.local, e.value));
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
