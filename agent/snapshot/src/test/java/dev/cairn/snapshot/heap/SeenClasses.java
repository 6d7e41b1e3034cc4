package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.TestAgent;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;

/** What an agent sees of class loaders; those of tests answer the JVM themselves. */
public final class SeenClasses implements DefinedClasses {
  private record Of(ClassLoader loader, String name, byte[] file) {}

  /** No table: a restored loader's identity hash changes. */
  private final List<Of> files = new ArrayList<>();

  /** Lets snapshots see what {@link #define} defines from now on. */
  public static SeenClasses install() {
    SeenClasses seen = new SeenClasses();
    JobLoaders.install(seen);
    Snapshots.access(); // opens java.lang
    return seen;
  }

  /** Nobody sees anything any more. */
  public static void uninstall() {
    JobLoaders.install(NONE);
  }

  void add(ClassLoader loader, String name, byte[] file) {
    files.add(new Of(loader, name, file));
  }

  void forget(ClassLoader loader) {
    files.removeIf(f -> f.loader == loader);
  }

  @Override
  public boolean any() {
    return true;
  }

  @Override
  public byte[] bytes(ClassLoader loader, String name) {
    return files.stream()
        .filter(f -> f.loader == loader && f.name.equals(name))
        .map(Of::file)
        .findAny()
        .orElse(null);
  }

  @Override
  public Class<?>[] initiated(ClassLoader loader) {
    return TestAgent.instrumentation().getInitiatedClasses(loader);
  }

  @Override
  public void answering(Answers answers, Runnable meanwhile) {
    meanwhile.run();
  }

  @Override
  public Class<?> define(
      ClassLoader loader, String name, byte[] bytes, ProtectionDomain domain, boolean initialised) {
    try {
      Method define =
          ClassLoader.class.getDeclaredMethod(
              "defineClass",
              String.class,
              byte[].class,
              int.class,
              int.class,
              ProtectionDomain.class);
      define.setAccessible(true);
      add(loader, name, bytes);
      return (Class<?>) define.invoke(loader, name, bytes, 0, bytes.length, domain);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
