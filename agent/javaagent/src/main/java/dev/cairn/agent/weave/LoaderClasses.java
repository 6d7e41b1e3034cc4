package dev.cairn.agent.weave;

import dev.cairn.agent.jdk.LoaderHook;
import dev.cairn.runtime.LoaderGuard;
import dev.cairn.snapshot.heap.DefinedClasses;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.net.URLClassLoader;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Sees the classes that the job's own class loaders define, keeps their class files as they were
 * given to the JVM, and defines them again where the job goes on. Thread-safe.
 */
public final class LoaderClasses implements ClassFileTransformer, DefinedClasses {
  /** One loader of the job's. */
  private record Known(WeakReference<ClassLoader> loader, Map<String, byte[]> files) {}

  private final Instrumentation instrumentation;
  private final ClassLoader application;
  private final MethodHandle define;
  private final boolean resuming;

  /** By the loaders' identity hashes, which they have from their constructor on. */
  private final Map<Integer, List<Known>> loaders = new HashMap<>();

  private volatile boolean any;

  /** The class that is being defined again, and has been initialised; or null. */
  private volatile @Nullable String silent;

  /**
   * @param lookup one that may call every method
   * @param resuming whether a job is about to go on in this JVM
   */
  public LoaderClasses(
      Instrumentation instrumentation,
      ClassLoader application,
      MethodHandles.Lookup lookup,
      boolean resuming) {
    this.instrumentation = instrumentation;
    this.application = application;
    this.resuming = resuming;
    try {
      this.define =
          lookup.findSpecial(
              ClassLoader.class,
              "defineClass",
              MethodType.methodType(
                  Class.class,
                  String.class,
                  byte[].class,
                  int.class,
                  int.class,
                  ProtectionDomain.class),
              ClassLoader.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ClassLoader.defineClass: " + e, e);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (loader == null || redefined != null || (loader != application && !isOfTheJob(loader))) {
      return null;
    }
    boolean ended = false;
    if (loader != application) {
      String internal = name == null ? new ClassReader(bytes).getClassName() : name;
      String binary = internal.replace('/', '.');
      keep(loader, binary, bytes.clone());
      ended = binary.equals(silent);
    }
    return resuming ? LoaderMethods.apply(bytes, ended) : null;
  }

  /** Not the JDK's, which it makes for reflection and for layers of modules; and not ours. */
  private boolean isOfTheJob(ClassLoader loader) {
    Class<?> c = loader.getClass();
    return loader != ClassLoader.getPlatformClassLoader()
        && loader != LoaderClasses.class.getClassLoader()
        && (c.getClassLoader() != null
            || c == URLClassLoader.class
            || c.getName().equals("java.net.FactoryURLClassLoader"));
  }

  private void keep(ClassLoader loader, String name, byte[] bytes) {
    any = true;
    synchronized (loaders) {
      byte[] before = files(loader, true).get(name);
      if (before == null || !isDefined(loader, name)) { // else the JVM won't take these
        files(loader, true).put(name, bytes);
      }
    }
  }

  private boolean isDefined(ClassLoader loader, String name) {
    return Arrays.stream(initiated(loader))
        .anyMatch(c -> c.getClassLoader() == loader && c.getName().equals(name));
  }

  private Map<String, byte[]> files(ClassLoader loader, boolean add) {
    List<Known> bucket =
        loaders.computeIfAbsent(System.identityHashCode(loader), k -> new ArrayList<>(1));
    for (Known k : bucket) {
      if (k.loader.get() == loader) {
        return k.files;
      }
    }
    for (List<Known> other : loaders.values()) { // a restored loader gets the hash it had
      for (Known k : other) {
        if (k.loader.get() == loader) {
          other.remove(k);
          bucket.add(k);
          return k.files;
        }
      }
    }
    if (!add) {
      return Map.of();
    }
    loaders.values().forEach(b -> b.removeIf(k -> k.loader.get() == null));
    Known added = new Known(new WeakReference<>(loader), new HashMap<>());
    bucket.add(added);
    return added.files;
  }

  @Override
  public boolean any() {
    return any;
  }

  @Override
  public byte @Nullable [] bytes(ClassLoader loader, String name) {
    if (loader == application || !isOfTheJob(loader)) {
      return null;
    }
    synchronized (loaders) {
      return files(loader, false).get(name);
    }
  }

  @Override
  public Class<?>[] initiated(ClassLoader loader) {
    return instrumentation.getInitiatedClasses(loader);
  }

  @Override
  public void answering(Answers answers, Runnable meanwhile) {
    new LoaderHook().install(instrumentation);
    LoaderGuard.answer(
        (loader, name) -> {
          try {
            return answers.load(loader, name);
          } catch (ClassNotFoundException e) {
            throw sneak(e);
          }
        });
    try {
      meanwhile.run();
    } finally {
      LoaderGuard.answer(null);
    }
  }

  @SuppressWarnings("unchecked") // loadClass may throw it, and a BiFunction may not say so
  private static <T extends Throwable> RuntimeException sneak(Throwable t) throws T {
    throw (T) t;
  }

  @Override
  public Class<?> define(
      ClassLoader loader,
      String name,
      byte[] bytes,
      @Nullable ProtectionDomain domain,
      boolean initialised) {
    String outer = silent;
    silent = initialised ? name : null;
    try {
      return (Class<?>) define.invokeExact(loader, name, bytes, 0, bytes.length, domain);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(name + " can't be defined again: " + e, e);
    } finally {
      silent = outer;
    }
  }
}
