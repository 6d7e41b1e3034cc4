package dev.cairn.agent.jdk;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;

/** Finds what an idle thread must have before it can run anything of the job's. */
final class WaitQueues {
  /** Class of queue to the field with the lock under which tasks are taken out. */
  private static final Map<String, String> LOCKS =
      Map.of(
          "java.util.concurrent.LinkedBlockingQueue", "takeLock",
          "java.util.concurrent.LinkedBlockingDeque", "lock",
          "java.util.concurrent.ArrayBlockingQueue", "lock",
          "java.util.concurrent.PriorityBlockingQueue", "lock",
          "java.util.concurrent.DelayQueue", "lock",
          "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "lock");

  private WaitQueues() {}

  /**
   * A lock; an object whose monitor is one; the queue itself where tasks are handed over directly,
   * and none is since all threads are idle. Null where the queue is not known.
   */
  static @Nullable Object of(Thread idle) {
    try {
      if (idle.getClass().getName().equals("java.util.TimerThread")) {
        return get(idle, idle.getClass(), "queue");
      }
      Object worker = JvmThreads.target(idle);
      if (worker == null
          || !worker
              .getClass()
              .getName()
              .equals("java.util.concurrent.ThreadPoolExecutor$Worker")) {
        return null;
      }
      Object pool = get(worker, worker.getClass(), "this$0");
      Object queue = get(pool, java.util.concurrent.ThreadPoolExecutor.class, "workQueue");
      if (queue instanceof SynchronousQueue<?>) {
        return queue;
      }
      for (Class<?> c = queue.getClass(); c != null; c = c.getSuperclass()) {
        String lock = LOCKS.get(c.getName());
        if (lock != null) {
          return get(queue, c, lock);
        }
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the queue of an idle thread can't be found: " + e, e);
    }
  }

  private static Object get(Object o, Class<?> c, String field)
      throws ReflectiveOperationException {
    Field f = c.getDeclaredField(field);
    f.setAccessible(true);
    Object v = f.get(o);
    if (v == null) {
      throw new NoSuchFieldException(c.getName() + "." + field + " is null");
    }
    return v;
  }
}
