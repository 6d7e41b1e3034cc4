package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Threads that the job has registered to run when the JVM ends. They are carried as objects, and
 * registered again; a JVM that the job only leaves runs none of them.
 */
final class ShutdownHooks implements JobSlots.Slot {
  private List<Object> atStart = registered();

  /**
   * The job begins. Hooks that stand by now are other agents', or of code that runs before the
   * root: they are registered again in every JVM.
   */
  void rootEntered() {
    atStart = registered();
  }

  @Override
  public String name() {
    return "shutdown hooks";
  }

  @Override
  public Class<?> type() {
    return Thread[].class;
  }

  /** In the order in which they were made: they run all at once. */
  @Override
  public @Nullable Object reference() {
    List<Thread> hooks = new ArrayList<>();
    for (Object hook : registered()) {
      if (hook instanceof Thread t && atStart.stream().noneMatch(h -> h == hook) && isJobs(t)) {
        hooks.add(t);
      }
    }
    long id = Mem.offset(Thread.class, "tid");
    hooks.sort(Comparator.comparingLong(t -> Mem.getLong(t, id)));
    return hooks.isEmpty() ? null : hooks.toArray(Thread[]::new);
  }

  @Override
  public void put(@Nullable Object v) {
    if (v instanceof Thread[] hooks) {
      for (Thread hook : hooks) {
        Runtime.getRuntime().addShutdownHook(hook);
      }
    }
  }

  /** The JDK's own, such as its log manager's, are classes of their own. */
  private static boolean isJobs(Thread hook) {
    Class<?> c = hook.getClass();
    return c == Thread.class || c.getClassLoader() == ClassLoader.getSystemClassLoader();
  }

  private static List<Object> registered() {
    try {
      Class<?> c = Class.forName("java.lang.ApplicationShutdownHooks");
      Field f = Mem.field(c, "hooks").orElseThrow();
      Object hooks = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
      return hooks instanceof IdentityHashMap<?, ?> map
          ? new ArrayList<>(map.keySet())
          : new ArrayList<>();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
