package dev.cairn.fuzz.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Defines a program's classes; one loader stands for one JVM. */
final class Classes extends ClassLoader {
  private final Map<String, byte[]> files;
  private final List<Class<?>> defined = new ArrayList<>();

  Classes(Map<String, byte[]> files) {
    super(Classes.class.getClassLoader());
    this.files = files;
  }

  /** The classes defined so far. */
  synchronized List<Class<?>> defined() {
    return List.copyOf(defined);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/'));
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    Class<?> c = defineClass(name, bytes, 0, bytes.length);
    synchronized (this) {
      defined.add(c);
    }
    return c;
  }
}
