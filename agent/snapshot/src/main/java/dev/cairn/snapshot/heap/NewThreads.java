package dev.cairn.snapshot.heap;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;

/**
 * Gives a {@link Thread} object that was allocated without its constructor what the JVM needs of it
 * before its fields are put: an id, the lock for interrupts, from 19 on the holder.
 */
final class NewThreads {
  private NewThreads() {}

  static void ready(Thread thread) {
    // A thread that never starts leaves its id over.
    Thread sibling = new Thread(null, null, "cairn-id", 0, false);
    long id = Mem.offset(Thread.class, "tid");
    Mem.putLong(thread, id, Mem.getLong(sibling, id));
    for (String lock : List.of("blockerLock", "interruptLock")) { // 17, and 19 on
      Mem.field(Thread.class, lock)
          .ifPresent(f -> Mem.putRef(thread, Mem.fieldOffset(f), new Object()));
    }
    Mem.field(Thread.class, "holder")
        .ifPresent(f -> Mem.putRef(thread, Mem.fieldOffset(f), holder(f)));
  }

  private static Object holder(Field f) {
    try {
      Constructor<?> c =
          f.getType()
              .getDeclaredConstructor(
                  ThreadGroup.class, Runnable.class, long.class, int.class, boolean.class);
      c.setAccessible(true);
      return c.newInstance(null, null, 0L, Thread.NORM_PRIORITY, false);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.Thread's holder: " + e, e);
    }
  }
}
