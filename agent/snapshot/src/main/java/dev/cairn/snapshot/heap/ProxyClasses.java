package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names of dynamic proxies' classes in a snapshot. Such a class is made anew in each JVM, under
 * another name, and follows from its interfaces.
 *
 * <pre>
 *   "proxy " interface ',' interface ...
 * </pre>
 */
public final class ProxyClasses {
  static final String MARK = "proxy ";

  private ProxyClasses() {}

  /** A class's name in a snapshot's frames: its own, or that of a proxy. */
  public static String name(Class<?> c) {
    if (!Proxy.isProxyClass(c)) {
      return c.getName();
    }
    List<String> interfaces = new ArrayList<>();
    for (Class<?> i : c.getInterfaces()) {
      interfaces.add(i.getName());
    }
    return MARK + String.join(",", interfaces);
  }

  static boolean isName(String name) {
    return name.startsWith(MARK);
  }

  /**
   * The proxies' class of a name.
   *
   * @throws SnapshotMismatchException where an interface is missing
   * @throws IllegalArgumentException where these can be no proxy's interfaces
   */
  @SuppressWarnings("deprecation") // the class is wanted, and no object yet
  static Class<?> find(String name, @Nullable ClassLoader loader) {
    List<Class<?>> interfaces = new ArrayList<>();
    for (String i : name.substring(MARK.length()).split(",", -1)) {
      try {
        interfaces.add(Class.forName(i, false, loader));
      } catch (ClassNotFoundException | LinkageError x) {
        throw new SnapshotMismatchException(
            "interface "
                + i
                + " of a proxy can't be loaded ("
                + x
                + "); resume with the classes that the job ran with");
      }
    }
    return Proxy.getProxyClass(loader, interfaces.toArray(Class<?>[]::new));
  }
}
