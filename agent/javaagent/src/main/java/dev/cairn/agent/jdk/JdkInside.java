package dev.cairn.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The JDK's private parts that the agent needs beside the heap, which the snapshot room opens for
 * itself. They are opened to the agent's own module: the job sees no difference.
 */
public final class JdkInside {
  /**
   * {@code java.lang.Shutdown} runs its slots in order: 0 restores the console, 1 runs the
   * application's hooks, 2 deletes files on exit. Ours comes after all of them, when nothing of the
   * job's runs any more.
   */
  private static final int LAST_SLOT = 9;

  private static final String[] PACKAGES = {
    "java.lang", "java.lang.invoke", "java.util", "java.util.concurrent", "jdk.internal.access"
  };

  private JdkInside() {}

  /** Opens what the agent needs; no flag is needed and no warning given. */
  public static void open(Instrumentation instrumentation) {
    Map<String, Set<Module>> opens = new HashMap<>();
    for (String p : PACKAGES) {
      opens.put(p, Set.of(JdkInside.class.getModule()));
    }
    instrumentation.redefineModule(
        Object.class.getModule(), Set.of(), opens, opens, Set.of(), Map.of());
  }

  /** Lets the runtime read objects' headers; its class that does so must not be linked before. */
  public static void openUnsafe(Instrumentation instrumentation, Module runtime) {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of("jdk.internal.misc", Set.of(runtime)),
        Map.of(),
        Set.of(),
        Map.of());
  }

  /** The lookup that sees every member of every class. */
  public static MethodHandles.Lookup lookup() {
    try {
      Field f = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
      f.setAccessible(true);
      return (MethodHandles.Lookup) f.get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no IMPL_LOOKUP", e);
    }
  }

  /** Runs {@code hook} after all shutdown hooks of the program. */
  public static void lastShutdownHook(Runnable hook) {
    try {
      Method add =
          Class.forName("java.lang.Shutdown")
              .getDeclaredMethod("add", int.class, boolean.class, Runnable.class);
      add.setAccessible(true);
      add.invoke(null, LAST_SLOT, false, hook);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK's shutdown can't be followed", e);
    }
  }
}
