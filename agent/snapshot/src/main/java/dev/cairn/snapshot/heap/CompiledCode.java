package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Code of the JDK that was compiled already, with a static final or a stable field folded in that a
 * restore has written since: its classes are retransformed, unchanged, and the code is gone.
 */
final class CompiledCode {
  private CompiledCode() {}

  /** Throws away what was compiled of the boot classes of these names. */
  static void forget(Instrumentation instrumentation, Predicate<String> names) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (!c.isArray() && c.getClassLoader() == null && names.test(c.getName())) {
        classes.add(c);
      }
    }
    try {
      instrumentation.retransformClasses(classes.toArray(Class<?>[]::new));
    } catch (UnmodifiableClassException | UnsupportedOperationException e) {
      throw new SnapshotMismatchException(
          "what the JIT compiled of the JDK can't be thrown away in this JVM ("
              + e
              + "); the agent's manifest must say Can-Retransform-Classes: true");
    }
  }
}
