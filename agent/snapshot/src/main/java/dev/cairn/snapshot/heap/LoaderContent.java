package dev.cairn.snapshot.heap;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the JVM and {@link ClassLoader} keep of a loader of the job's own. Runs none of its code.
 */
final class LoaderContent {
  private static final long PARENT = offset("parent");
  private static final long NAME = offset("name");
  private static final long PACKAGES = offset("packages");
  private static final long PARALLEL = offset("parallelLockMap");
  private static final long DEFAULT_ASSERTIONS = offset("defaultAssertionStatus");
  private static final long PACKAGE_ASSERTIONS = offset("packageAssertionStatus");
  private static final long CLASS_ASSERTIONS = offset("classAssertionStatus");
  private static final long LIBRARIES = offset("libraries");

  private LoaderContent() {}

  private static long offset(String field) {
    return Mem.offset(ClassLoader.class, field);
  }

  static @Nullable Object parent(ClassLoader loader) {
    return Mem.getRef(loader, PARENT);
  }

  static @Nullable Object name(ClassLoader loader) {
    return Mem.getRef(loader, NAME);
  }

  static void putName(ClassLoader loader, Object name) {
    Mem.putRef(loader, NAME, name);
  }

  /** Whether its class registered itself as parallel capable. */
  static boolean parallel(ClassLoader loader) {
    return Mem.getRef(loader, PARALLEL) != null;
  }

  /** See {@link LoaderFields}. */
  static Object[] defined(ClassLoader loader, StaticFields fields) {
    refuseSettings(loader);
    List<Object> entries = new ArrayList<>();
    for (Class<?> c : classes(loader)) {
      byte[] bytes = JobLoaders.bytes(c);
      if (bytes == null) {
        throw refused(
            "class " + c.getName() + " came into its loader in a way that was not seen",
            "define it by ClassLoader.defineClass");
      }
      boolean initialised = Mem.initialised(c);
      List<StaticFields.Slot> statics = initialised ? fields.get(c).stored() : List.of();
      long[] bits = new long[statics.size()];
      @Nullable Object[] values = new @Nullable Object[bits.length];
      for (int i = 0; i < bits.length; i++) {
        StaticFields.Slot s = statics.get(i);
        if (s.entry().kind() == 'L') {
          values[i] = s.reference();
        } else {
          bits[i] = s.bits();
        }
      }
      String head = c.getName() + "\n" + (initialised ? 'I' : 'L') + "\n" + Domains.name(c, loader);
      entries.add(new Object[] {head, bytes, c, bits, values});
    }
    return entries.toArray();
  }

  /** What it defined itself, by name; proxies are made again where they are wanted. */
  private static List<Class<?>> classes(ClassLoader loader) {
    return Arrays.stream(JobLoaders.defined().initiated(loader))
        .filter(c -> c.getClassLoader() == loader)
        .filter(c -> !c.isArray() && !c.isHidden() && !Proxy.isProxyClass(c))
        .sorted(Comparator.comparing(Class::getName))
        .toList();
  }

  /**
   * The classes that it did not define, by name, which the JVM won't ask it for again. Not those
   * that a JVM wants for what it makes of reflective calls: each release has others.
   */
  static SortedMap<String, Class<?>> initiated(ClassLoader loader) {
    SortedMap<String, Class<?>> all = new TreeMap<>();
    for (Class<?> c : JobLoaders.defined().initiated(loader)) {
      if (!c.isArray()
          && c.getClassLoader() != loader
          && !c.getPackageName().equals("jdk.internal.reflect")
          && !c.getPackageName().equals("dev.cairn.runtime")) {
        all.put(c.getName(), c);
      }
    }
    return all;
  }

  /** Other loaders of the job's whose classes it gives, in the order of the first of them. */
  @SuppressWarnings("ReferenceEquality") // a job's loader may have an equals of its own
  static Object[] others(ClassLoader loader) {
    List<Object> others = new ArrayList<>();
    for (Class<?> c : initiated(loader).values()) {
      if (JobLoaders.carries(c) && others.stream().noneMatch(o -> o == c.getClassLoader())) {
        others.add(c.getClassLoader());
      }
    }
    return others.toArray();
  }

  /** See {@link LoaderFields}. */
  static Object[] packages(ClassLoader loader) {
    SortedMap<String, Object> told = new TreeMap<>();
    if (Mem.getRef(loader, PACKAGES) instanceof Map<?, ?> all) {
      for (Object value : all.values()) {
        if (value instanceof Package p) {
          if (p.isSealed()) {
            throw refused("its package " + p.getName() + " is sealed", "don't seal it");
          }
          @Nullable String[] texts = {
            p.getName(),
            p.getSpecificationTitle(),
            p.getSpecificationVersion(),
            p.getSpecificationVendor(),
            p.getImplementationTitle(),
            p.getImplementationVersion(),
            p.getImplementationVendor()
          };
          if (Arrays.stream(texts).skip(1).anyMatch(t -> t != null)) {
            told.put(p.getName(), texts);
          }
        }
      }
    }
    return told.values().toArray();
  }

  private static void refuseSettings(ClassLoader loader) {
    if (Mem.getByte(loader, DEFAULT_ASSERTIONS) != 0
        || Mem.getRef(loader, PACKAGE_ASSERTIONS) != null
        || Mem.getRef(loader, CLASS_ASSERTIONS) != null) {
      throw refused(
          "this class loader has settings for assertions of its own",
          "turn assertions on by -ea instead");
    }
    Object libraries = Mem.getRef(loader, LIBRARIES);
    Object loaded =
        libraries == null
            ? null
            : Mem.getRef(libraries, Mem.offset(libraries.getClass(), "libraries"));
    if (!(loaded instanceof Map<?, ?> map) || !map.isEmpty()) {
      throw refused(
          "a class of this class loader has loaded a native library",
          "load it by a class of the class path");
    }
  }

  static SlotView.RefusedValueException refused(String reason, String remedy) {
    return new SlotView.RefusedValueException(new Refusals.Refusal(reason, remedy));
  }
}
