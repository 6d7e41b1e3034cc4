package dev.cairn.snapshot.heap;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a class's methods.
 *
 * @param natives whether it declares a native method
 * @param finalizer whether it declares {@code void finalize()}
 */
record ClassFacts(boolean natives, boolean finalizer) {
  /**
   * Asks the JVM, or, where a class in some method's descriptor is missing, the class file.
   *
   * @return null where neither tells
   */
  static @Nullable ClassFacts of(Class<?> c) {
    ClassFile carried = JobLoaders.classFile(c);
    if (carried != null) {
      return carried.facts();
    }
    try {
      boolean natives = false;
      boolean finalizer = false;
      for (Method m : Mem.methods(c)) {
        natives |= Modifier.isNative(m.getModifiers());
        finalizer |= m.getName().equals("finalize") && m.getParameterCount() == 0;
      }
      return new ClassFacts(natives, finalizer);
    } catch (LinkageError e) {
      return fromClassFile(c);
    }
  }

  private static @Nullable ClassFacts fromClassFile(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    if (loader == null) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream(c.getName().replace('.', '/') + ".class")) {
      return in == null ? null : parse(in.readAllBytes());
    } catch (IOException e) {
      return null; // and so the object is refused
    }
  }

  static ClassFacts parse(byte[] classFile) throws IOException {
    return ClassFile.parse(classFile).facts();
  }
}
