package dev.cairn.snapshot.heap;

import java.io.ObjectStreamClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** Which classes have an initialiser (JVMS §2.9.2). Thread-safe. */
final class Initialisers {
  private static final MethodHandle HAS = has();

  private Initialisers() {}

  /**
   * Whether nobody can tell if the class is initialised: an annotation interface that has no
   * initialiser. Java releases differ in when they initialise one that is looked at by reflection.
   */
  static boolean tellsNothing(Class<?> c) {
    return c.isAnnotation() && !has(c);
  }

  private static boolean has(Class<?> c) {
    try {
      return (boolean) HAS.invokeExact(c);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  private static MethodHandle has() {
    try {
      return LambdaSpinner.trusted(ObjectStreamClass.class)
          .findStatic(
              ObjectStreamClass.class,
              "hasStaticInitializer",
              MethodType.methodType(boolean.class, Class.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.io.ObjectStreamClass.hasStaticInitializer: " + e, e);
    }
  }
}
