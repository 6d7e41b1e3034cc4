package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.net.URLClassLoader;
import java.security.SecureClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a snapshot holds of a class loader beside the fields of the job's own subclasses. No field
 * of the JDK's: the loader is made anew by the JDK's constructor, and its classes are defined again
 * (see {@link RestoredLoaders}).
 *
 * <pre>
 *   parent     the loader, null the boot loader
 *   name       given to the constructor, or null
 *   defined    an Object[] of one Object[5] for each class, by name:
 *                head: name, I initialised or L not, protection domain (see {@link Domains})
 *                class file: byte[]    class: the mirror
 *                bits: long[], values: Object[] of its statics, in the order of StaticFields
 *   others     loaders of the job's that classes came from, by the JVM's record
 *   packages   an Object[] of String[7]: name, specification title, version, vendor,
 *              implementation title, version, vendor; where one of them is told
 *   urls       of a URLClassLoader: (url TAB content NEWLINE)*
 * </pre>
 */
final class LoaderFields {
  private static final String LOADER = ClassLoader.class.getName();

  static final FieldEntry DEFINED = entry(LOADER, "defined", Object[].class);
  static final FieldEntry NAME = entry(LOADER, "name", String.class);
  static final FieldEntry OTHERS = entry(LOADER, "others", Object[].class);
  static final FieldEntry PACKAGES = entry(LOADER, "packages", Object[].class);
  static final FieldEntry PARENT = entry(LOADER, "parent", ClassLoader.class);
  static final FieldEntry URLS = entry(URLClassLoader.class.getName(), "urls", String.class);

  private static final Set<String> KNOWN =
      Set.of(
          LOADER,
          SecureClassLoader.class.getName(),
          URLClassLoader.class.getName(),
          "java.net.FactoryURLClassLoader");

  private LoaderFields() {}

  private static FieldEntry entry(String declaring, String name, Class<?> type) {
    return new FieldEntry(declaring, name, type.descriptorString());
  }

  /** Whether this is a class loader of the JDK that programs make, or their superclass. */
  static boolean is(Class<?> c) {
    return c.getClassLoader() == null && KNOWN.contains(c.getName());
  }

  /** Whether the objects of this class are loaders that can be made anew. */
  static boolean carries(Class<?> c) {
    Class<?> k = c;
    while (k != null && k.getClassLoader() != null) {
      k = k.getSuperclass();
    }
    return k != null && ClassLoader.class.isAssignableFrom(k) && is(k);
  }

  /**
   * What is stored of {@code c} itself, in the canonical order.
   *
   * @param statics finds those of the classes that a loader defined
   */
  static List<Shape.Slot> slots(Class<?> c, StaticFields statics) {
    List<Shape.Slot> slots = new ArrayList<>();
    if (c == ClassLoader.class) {
      slots.add(
          slot(DEFINED, Object[].class, o -> LoaderContent.defined((ClassLoader) o, statics)));
      slots.add(slot(NAME, String.class, o -> LoaderContent.name((ClassLoader) o)));
      slots.add(slot(OTHERS, Object[].class, o -> LoaderContent.others((ClassLoader) o)));
      slots.add(slot(PACKAGES, Object[].class, o -> LoaderContent.packages((ClassLoader) o)));
      slots.add(slot(PARENT, ClassLoader.class, o -> LoaderContent.parent((ClassLoader) o)));
    } else if (c == URLClassLoader.class) {
      slots.add(slot(URLS, String.class, o -> LoaderUrls.of((URLClassLoader) o)));
    }
    return slots;
  }

  private static Shape.Slot slot(FieldEntry e, Class<?> type, SlotView view) {
    return new Shape.Slot(e, e.kind(), type, view);
  }
}
