package dev.cairn.snapshot.heap;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Proxy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The class loaders that the job makes, and the classes that they define. One view for the JVM, as
 * its classes are.
 *
 * <p>What is asked of such a class is read from its class file: reflection would load the types of
 * its fields and methods, and so call code of the job's.
 */
public final class JobLoaders {
  private static final List<Class<?>> PRIMITIVES =
      List.of(
          boolean.class,
          byte.class,
          char.class,
          short.class,
          int.class,
          long.class,
          float.class,
          double.class);

  private static volatile DefinedClasses defined = DefinedClasses.NONE;

  private JobLoaders() {}

  /** To be called before the job begins. */
  public static void install(DefinedClasses classes) {
    defined = classes;
  }

  static DefinedClasses defined() {
    return defined;
  }

  /**
   * The class file of a class that a loader of the job's own defined; null of any other, of proxies
   * too.
   */
  static byte @Nullable [] bytes(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return loader == null
            || !defined.any()
            || c.isArray()
            || c.isHidden()
            || c.getSuperclass() == Proxy.class
        ? null
        : defined.bytes(loader, c.getName());
  }

  /** Whether {@code c} can be defined again where the job goes on. */
  static boolean carries(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    return bytes(c) != null
        && loader != null
        && LoaderFields.carries(loader.getClass())
        && (JobLoaders.bytes(loader.getClass()) == null || carries(loader.getClass()));
  }

  /** The loader of an array's element, or of a class itself. */
  static @Nullable ClassLoader loaderOf(Class<?> c) {
    return element(c).getClassLoader();
  }

  static Class<?> element(Class<?> c) {
    Class<?> element = c;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  static @Nullable ClassFile classFile(Class<?> c) {
    byte[] bytes = bytes(c);
    try {
      return bytes == null ? null : ClassFile.parse(bytes);
    } catch (IOException e) {
      throw new IllegalStateException("the JVM took a class file of " + c.getName() + ": " + e, e);
    }
  }

  /**
   * The fields of a class that a loader of the job's own defined, of type Object if they are no
   * primitives; null of any other class.
   */
  static Field @Nullable [] fields(Class<?> c) {
    ClassFile file = classFile(c);
    if (file == null) {
      return null;
    }
    Field[] fields = new Field[file.fields().size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = field(c, file.fields().get(i), i);
    }
    return fields;
  }

  /** HotSpot finds a field's offset by its place in the class file. */
  private static Field field(Class<?> c, ClassFile.Field f, int slot) {
    try {
      return (Field)
          FieldObjects.CONSTRUCTOR.newInstance(
              c, f.name(), type(f.descriptor()), f.access(), false, slot, f.descriptor(), null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(c.getName() + "." + f.name() + ": " + e, e);
    }
  }

  private static Class<?> type(String descriptor) {
    return descriptor.length() > 1
        ? Object.class
        : PRIMITIVES.get("ZBCSIJFD".indexOf(descriptor.charAt(0)));
  }

  /** Looked for when the first class of such a loader is met. */
  private static final class FieldObjects {
    static final Constructor<?> CONSTRUCTOR = constructor();

    private static Constructor<?> constructor() {
      for (Constructor<?> k : Field.class.getDeclaredConstructors()) {
        if (k.getParameterCount() == 8) {
          k.setAccessible(true);
          return k;
        }
      }
      throw new IllegalStateException("java.lang.reflect.Field has no such constructor");
    }
  }
}
