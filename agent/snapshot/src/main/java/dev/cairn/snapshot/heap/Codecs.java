package dev.cairn.snapshot.heap;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codecs that the program brings for its classes with native state. They implement an interface
 * that the job's class loader has, not ours: all goes by reflection.
 *
 * <p>{@link #load} comes first, on a thread that is not the job's. Tables are keyed by names: keyed
 * by classes they would give these identity hashes, which the job could see.
 */
final class Codecs {
  static final String SERVICE = "dev.cairn.annotations.NativeStateCodec";

  /** A codec that can't be used. */
  static final class FaultyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FaultyException(String codec, String reason) {
      super("codec " + codec + " " + reason);
    }

    FaultyException(String codec, String reason, Throwable cause) {
      super("codec " + codec + " " + reason, cause);
    }
  }

  private final ClassLoader application;
  private final Map<String, Codec> byType = new HashMap<>();
  private final Set<String> admitted = new HashSet<>();
  private final Set<String> own = new HashSet<>();
  private boolean loaded;

  Codecs(ClassLoader application) {
    this.application = application;
  }

  /**
   * Finds the codecs, once.
   *
   * @throws FaultyException one of them can't be used
   */
  synchronized void load() {
    if (loaded) {
      return;
    }
    Class<?> service;
    try {
      service = Class.forName(SERVICE, false, application);
    } catch (ClassNotFoundException e) {
      loaded = true; // the program knows nothing of codecs
      return;
    }
    byType.clear();
    try {
      for (Object codec : ServiceLoader.load(service, application)) {
        add(service, codec);
      }
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new FaultyException("of META-INF/services", "can't be made: " + e.getMessage(), e);
    }
    loaded = true;
  }

  void add(Class<?> service, Object codec) {
    String name = codec.getClass().getName();
    try {
      Class<?> type = (Class<?>) service.getMethod("type").invoke(codec);
      List<?> handles = (List<?>) service.getMethod("handles").invoke(codec);
      List<?> uses = (List<?>) service.getMethod("uses").invoke(codec);
      if (type == null || handles == null || uses == null) {
        throw new FaultyException(name, "gives null for its type, handles or uses");
      }
      if (type.getClassLoader() != application || type.isInterface() || type.isArray()) {
        throw new FaultyException(
            name, "is for " + type.getTypeName() + ", which is no class of the application");
      }
      for (Object h : handles) {
        if (Mem.field(type, String.valueOf(h))
            .filter(f -> !Modifier.isStatic(f.getModifiers()))
            .isEmpty()) {
          throw new FaultyException(
              name, "names the handle " + h + ", and " + type.getName() + " has no such field");
        }
      }
      List<String> names = handles.stream().map(String::valueOf).toList();
      Codec other = byType.put(type.getName(), new Codec(service, codec, type, names));
      if (other != null) {
        throw new FaultyException(name, "and " + other.name() + " are both for " + type.getName());
      }
      admitted.add(type.getName());
      uses.forEach(c -> admitted.add(((Class<?>) c).getName()));
      own(codec.getClass());
    } catch (InvocationTargetException e) {
      throw new FaultyException(name, "threw " + e.getCause(), e);
    } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
      throw new FaultyException(name, "can't be asked: " + e, e);
    }
  }

  /** What is initialised with a codec is no more the job's than the codec is. */
  private void own(Class<?> codec) {
    Deque<Class<?>> left = new ArrayDeque<>(List.of(codec));
    while (!left.isEmpty()) {
      Class<?> c = left.remove();
      if (c.getClassLoader() == application && own.add(c.getName())) {
        left.addAll(List.of(c.getInterfaces()));
        if (c.getSuperclass() != null) {
          left.add(c.getSuperclass());
        }
      }
    }
  }

  /** The codec for the objects of {@code c}; null where there is none. */
  synchronized @Nullable Codec of(Class<?> c) {
    return c.getClassLoader() == application ? byType.get(c.getName()) : null;
  }

  /** Whether no state, or only such as a codec saves, is behind a class's native methods. */
  synchronized boolean admit(Class<?> c) {
    return c.getClassLoader() == application && admitted.contains(c.getName());
  }

  /** Whether a class is that of a codec, or one above it: no part of the job. */
  synchronized boolean isCodec(Class<?> c) {
    return c.getClassLoader() == application && own.contains(c.getName());
  }
}
