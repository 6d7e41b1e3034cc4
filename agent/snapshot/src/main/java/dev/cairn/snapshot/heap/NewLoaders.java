package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.SecureClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes class loaders without running the job's constructors: the JDK's own runs on an object of
 * the job's class, as it does for superclasses that are not serializable.
 */
final class NewLoaders {
  private NewLoaders() {}

  /**
   * A loader of a class of the job's.
   *
   * @param urls what {@link LoaderUrls} says, of a URLClassLoader
   */
  static ClassLoader make(
      Class<?> type, @Nullable String name, @Nullable ClassLoader parent, @Nullable String urls) {
    try {
      if (urls != null && URLClassLoader.class.isAssignableFrom(type)) {
        Constructor<?> k =
            constructor(type, URLClassLoader.class, String.class, URL[].class, ClassLoader.class);
        return (ClassLoader) k.newInstance(name, LoaderUrls.parse(urls), parent);
      }
      Class<?> jdk =
          SecureClassLoader.class.isAssignableFrom(type)
              ? SecureClassLoader.class
              : ClassLoader.class;
      return (ClassLoader)
          constructor(type, jdk, String.class, ClassLoader.class).newInstance(name, parent);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a " + type.getName() + " can't be made: " + e, e);
    }
  }

  private static Constructor<?> constructor(Class<?> type, Class<?> jdk, Class<?>... parameters)
      throws ReflectiveOperationException {
    Class<?> factory = Class.forName("jdk.internal.reflect.ReflectionFactory");
    Object the = factory.getMethod("getReflectionFactory").invoke(null);
    Constructor<?> k =
        (Constructor<?>)
            factory
                .getMethod("newConstructorForSerialization", Class.class, Constructor.class)
                .invoke(the, type, jdk.getDeclaredConstructor(parameters));
    k.setAccessible(true);
    return k;
  }

  /** Sets what {@code Package} tells beside its name; see {@link LoaderFields}. */
  static void definePackage(ClassLoader loader, List<@Nullable String> texts) {
    try {
      List<Class<?>> parameters = new ArrayList<>(Collections.nCopies(7, String.class));
      parameters.add(URL.class);
      List<@Nullable Object> arguments = new ArrayList<>(texts);
      arguments.add(0, loader);
      arguments.add(null);
      LambdaSpinner.trusted(ClassLoader.class)
          .findSpecial( // the JDK's, though the job's class may have one of its own
              ClassLoader.class,
              "definePackage",
              MethodType.methodType(Package.class, parameters),
              ClassLoader.class)
          .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("package " + texts + " can't be defined: " + e, e);
    }
  }

  /** A loader's name in messages of the JVM ends with its identity hash. */
  static void nameById(ClassLoader loader) {
    try {
      Method m = ClassLoader.class.getDeclaredMethod("nameAndId", ClassLoader.class);
      m.setAccessible(true);
      Mem.putRef(
          loader,
          Mem.offset(ClassLoader.class, "nameAndId"),
          Objects.requireNonNull(m.invoke(null, loader)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ClassLoader.nameAndId: " + e, e);
    }
  }
}
