package dev.cairn.agent.jdk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Native code of the agent's without a word to the job: from Java 24 on the JVM prints a warning
 * when a class in an unnamed module loads a library or binds a native method, once for all such
 * modules. Neither may the warning be ours, nor may we take away the one that the job would get.
 */
public final class NativeAccess {
  private static final int WARNS = 24;

  private NativeAccess() {}

  /**
   * Runs {@code load}, which loads the library and calls each of its functions that is needed;
   * where the JVM would warn, it does not. To be called before anything of the job runs: a library
   * is copied into a file to be loaded, which would be taken for the job's later.
   *
   * @param lookup sees every member of every class
   */
  public static void loadUnheard(MethodHandles.Lookup lookup, Runnable load) {
    if (Runtime.version().feature() < WARNS) {
      load.run();
      return;
    }
    try {
      VarHandle allUnnamed =
          lookup.findStaticVarHandle(Module.class, "ALL_UNNAMED_MODULE", Module.class);
      VarHandle enabled = lookup.findVarHandle(Module.class, "enableNativeAccess", boolean.class);
      Module module = (Module) allUnnamed.get();
      boolean before = (boolean) enabled.getAndSet(module, true);
      try {
        load.run();
      } finally {
        enabled.setVolatile(module, before);
      }
    } catch (ReflectiveOperationException e) {
      load.run(); // a JVM that keeps this elsewhere: a warning is better than no snapshot
    }
  }
}
