package dev.cairn.snapshot.heap;

import java.lang.reflect.Method;

/** Which classes of loaders have registered as parallel capable, which initialisers do. */
final class ParallelLoaders {
  private ParallelLoaders() {}

  static boolean registered(Class<?> c) {
    return ask("isRegistered", c);
  }

  /** Superclasses first, as the JDK wants it. */
  static void register(Class<?> c) {
    Class<?> above = c.getSuperclass();
    if (above != null && above.getClassLoader() != null) {
      register(above);
    }
    ask("register", c);
  }

  private static boolean ask(String question, Class<?> c) {
    try {
      Method m =
          Class.forName("java.lang.ClassLoader$ParallelLoaders")
              .getDeclaredMethod(question, Class.class);
      m.setAccessible(true);
      return (boolean) m.invoke(null, c);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ClassLoader.ParallelLoaders: " + e, e);
    }
  }
}
