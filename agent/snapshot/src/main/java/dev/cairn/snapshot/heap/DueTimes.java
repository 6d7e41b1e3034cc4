package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.util.concurrent.TimeUnit;

/**
 * Times at which a scheduled pool runs its tasks. The JDK counts them from {@code
 * System.nanoTime}'s origin, which is another one in each JVM; a snapshot holds them by the wall
 * clock, as java.util's Timer does itself.
 */
final class DueTimes {
  /** When nanoTime was 0, by the wall clock, negated. */
  static final long BASE =
      System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());

  private DueTimes() {}

  static boolean is(Field f) {
    return f.getName().equals("time")
        && f.getDeclaringClass()
            .getName()
            .equals("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask");
  }
}
