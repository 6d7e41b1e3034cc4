package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the classes that a snapshot names. */
final class ClassTable {
  static final List<Class<?>> PRIMITIVES =
      List.of(
          boolean.class,
          byte.class,
          char.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class,
          void.class);

  private final ClassLoader application;
  private final ClassResolver resolver;
  private final Set<String> initialised;
  private @Nullable RestoredLoaders loaders;

  /**
   * @param initialised the application's classes that were initialised
   */
  ClassTable(ClassLoader application, ClassResolver resolver, Collection<String> initialised) {
    this.application = application;
    this.resolver = resolver;
    this.initialised = new HashSet<>(initialised);
  }

  void setLoaders(RestoredLoaders of) {
    loaders = of;
  }

  /** Loads a class without initialising it. */
  Class<?> load(char loader, String name) {
    if (loader == 'D') {
      return Objects.requireNonNull(loaders, "loaders").type(name);
    }
    for (Class<?> p : PRIMITIVES) {
      if (loader == 'B' && p.getName().equals(name)) {
        return p;
      }
    }
    Class<?> moved = loader == 'B' ? Generators.named(name, false) : null;
    if (moved != null) {
      return moved;
    }
    try {
      return Class.forName(name, false, loader(loader));
    } catch (ClassNotFoundException | LinkageError e) {
      throw missing(name, e);
    }
  }

  /** Like {@link #load}, but null where there is none. */
  @Nullable Class<?> find(char loader, String name) {
    try {
      return load(loader, name);
    } catch (SnapshotMismatchException e) {
      return null;
    }
  }

  /** The loader of this letter; null is the boot loader. */
  @Nullable ClassLoader loader(char letter) {
    return switch (letter) {
      case 'B' -> null;
      case 'P' -> ClassLoader.getPlatformClassLoader();
      default -> application;
    };
  }

  /** An application class whose statics or objects are in the snapshot: initialised. */
  Class<?> application(String name) {
    if (!initialised.contains(name)) {
      throw new SnapshotMismatchException(
          "class " + name + " has objects in the snapshot, but its statics were not captured");
    }
    try {
      Class<?> c = resolver.resolve(name);
      if (!c.getName().equals(name) || c.getClassLoader() != application) {
        throw missing(name, new ClassNotFoundException("another class came: " + c));
      }
      return c;
    } catch (ClassNotFoundException | LinkageError e) {
      throw missing(name, e);
    }
  }

  /**
   * The class whose method a frame stands in: the application's, a woven one of the JDK's, or a
   * dynamic proxy's.
   */
  Class<?> frameOwner(String name) {
    if (ProxyClasses.isName(name)) {
      try {
        return ProxyClasses.find(name, application);
      } catch (IllegalArgumentException e) {
        throw missing(name, e);
      }
    }
    return name.startsWith("java.") ? load('B', name) : application(name);
  }

  boolean isInitialised(String name) {
    return initialised.contains(name);
  }

  private static SnapshotMismatchException missing(String name, Throwable e) {
    return new SnapshotMismatchException(
        "class "
            + name
            + " of the snapshot can't be loaded ("
            + e
            + "); resume with the class path and the Java release that the job ran with");
  }

  /** For messages: a class's fields as the snapshot and as this program has them. */
  static SnapshotMismatchException shape(
      String name, Collection<String> stored, Collection<String> here) {
    Set<String> gone = new HashSet<>(stored);
    here.forEach(gone::remove);
    Set<String> added = new HashSet<>(here);
    stored.forEach(added::remove);
    return new SnapshotMismatchException(
        "class "
            + name
            + " is another one here: "
            + (gone.isEmpty() ? "" : "the snapshot has " + text(gone))
            + (gone.isEmpty() || added.isEmpty() ? "" : ", ")
            + (added.isEmpty() ? "" : "here is " + text(added))
            + "; resume with the classes and the Java release that the job ran with");
  }

  private static String text(Set<String> fields) {
    String[] sorted = fields.toArray(String[]::new);
    Arrays.sort(sorted);
    return "field " + String.join(", field ", sorted);
  }
}
