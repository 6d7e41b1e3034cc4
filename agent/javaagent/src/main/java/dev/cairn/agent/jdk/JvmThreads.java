package dev.cairn.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the threads of the JVM, the JDK and the agent, which hold nothing of the job, from others.
 */
final class JvmThreads {
  /** Threads outside of the system group that the JVM starts of its own, with what they are. */
  private static final Map<String, String> OF_THE_JVM =
      Map.of(
          "DestroyJavaVM", "the launcher, waiting for the program's end",
          "Attach Listener", "serves jcmd and jstack",
          "Signal Dispatcher", "starts the signals' handlers",
          "Notification Thread", "serves management notifications");

  private static final Set<String> JDK_GROUPS = Set.of("system", "InnocuousThreadGroup");

  private static final MethodHandle TARGET = target();
  private static final MethodHandle ID = id();
  private static final MethodHandle STACK = nonvirtual("getStackTrace", StackTraceElement[].class);
  private static final MethodHandle STATE = nonvirtual("getState", Thread.State.class);

  private final ClassLoader own;

  /**
   * @param own the agent's class loader
   */
  JvmThreads(ClassLoader own) {
    this.own = own;
  }

  /** The live threads that are the program's, beside {@code job}. */
  List<Thread> jobThreads(Thread job) {
    ThreadGroup top = job.getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] threads = new Thread[top.activeCount() + 16];
    int n;
    while ((n = top.enumerate(threads, true)) == threads.length) {
      threads = new Thread[threads.length * 2];
    }
    List<Thread> jobs = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Thread t = threads[i];
      if (t != job && t.isAlive() && !ofTheJvm(t)) {
        jobs.add(t);
      }
    }
    return jobs;
  }

  /** By their classes first: a program may call its threads as it likes, and put them anywhere. */
  private boolean ofTheJvm(Thread t) {
    if (t.getClass().getClassLoader() == own) {
      return true;
    }
    Object target = target(t);
    if (!isJdk(t.getClass()) || (target != null && !isJdk(target.getClass()))) {
      return target != null && target.getClass().getClassLoader() == own;
    }
    ThreadGroup group = t.getThreadGroup();
    return (target == null && OF_THE_JVM.containsKey(t.getName()))
        || (group != null && JDK_GROUPS.contains(group.getName()));
  }

  private static boolean isJdk(Class<?> c) {
    ClassLoader l = c.getClassLoader();
    return l == null || l == ClassLoader.getPlatformClassLoader();
  }

  /** What the thread was made to run, or null. */
  static @Nullable Object target(Thread t) {
    try {
      return (Object) TARGET.invokeExact(t);
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.Thread's target: " + e, e);
    }
  }

  /** The thread's number in the order of making, whatever its class makes of getId. */
  static long id(Thread t) {
    try {
      return (long) ID.invokeExact(t);
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.Thread.tid: " + e, e);
    }
  }

  /** Thread.target; from 19 on Thread.holder.task, and no holder in a thread being made. */
  private static MethodHandle target() {
    MethodHandles.Lookup lookup = JdkInside.lookup();
    MethodType type = MethodType.methodType(Object.class, Thread.class);
    try {
      return lookup.findGetter(Thread.class, "target", Runnable.class).asType(type);
    } catch (NoSuchFieldException e) {
      try {
        Class<?> holder = Class.forName("java.lang.Thread$FieldHolder");
        return MethodHandles.filterReturnValue(
                lookup.findGetter(Thread.class, "holder", holder),
                lookup.findGetter(holder, "task", Runnable.class))
            .asType(type);
      } catch (ReflectiveOperationException x) {
        throw new IllegalStateException("java.lang.Thread's target: " + x, x);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("java.lang.Thread's target: " + e, e);
    }
  }

  private static MethodHandle id() {
    try {
      return JdkInside.lookup().findGetter(Thread.class, "tid", long.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.Thread.tid: " + e, e);
    }
  }

  /** Where the thread is, innermost frame first. */
  static List<StackTraceElement> stack(Thread t) {
    try {
      return Arrays.asList((StackTraceElement[]) STACK.invokeExact(t));
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.Thread.getStackTrace: " + e, e);
    }
  }

  static Thread.State state(Thread t) {
    try {
      return (Thread.State) STATE.invokeExact(t);
    } catch (Throwable e) {
      throw new IllegalStateException("java.lang.Thread.getState: " + e, e);
    }
  }

  /** Thread's own method: a subclass may have another, which is the job's code. */
  private static MethodHandle nonvirtual(String name, Class<?> type) {
    try {
      return JdkInside.lookup()
          .findSpecial(Thread.class, name, MethodType.methodType(type), Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.Thread." + name + ": " + e, e);
    }
  }
}
