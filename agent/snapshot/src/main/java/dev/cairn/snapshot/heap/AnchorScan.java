package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.AnchorEntry;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDK's sentinels and singletons: objects held by static final fields of initialised JDK
 * classes. {@code HashSet.PRESENT} copied would no longer be {@code HashSet.PRESENT}; so it is
 * named. Strings, boxed values and classes have names of their own, and what a snapshot must not
 * hold at all (threads, executors) is not anchored either. Not thread-safe.
 */
final class AnchorScan {
  private static final List<String> PREFIXES =
      List.of(
          "java.",
          "jdk.internal.access.SharedSecrets",
          "sun.util.calendar.",
          "sun.util.locale.",
          "sun.nio.cs.");

  /** Fields that are not final, in some releases, and never change once there is their class. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "java.text.DecimalFormat#EmptyFieldPositionArray",
          "java.util.Scanner#WHITESPACE_PATTERN",
          "java.util.Scanner#FIND_ANY_PATTERN",
          "java.util.Scanner#NON_ASCII_DIGIT",
          "jdk.internal.access.SharedSecrets#javaUtilCollectionAccess"); // in Stream.toList's frame

  /**
   * One named object.
   *
   * @param value the object
   * @param entry its name
   * @param own whether the field belongs to the object's own class, its superclasses, or the class
   *     around them: of several names such a one is taken, so that the choice does not hang on
   *     which other classes this JVM has loaded
   */
  record Found(Object value, AnchorEntry entry, boolean own) {
    /** Whether this name is to be preferred. */
    boolean before(@Nullable Found other) {
      if (other == null || own != other.own) {
        return other == null || own;
      }
      return entry.name().compareTo(other.entry.name()) < 0;
    }
  }

  private final Instrumentation instrumentation;
  private final Set<String> scanned = new HashSet<>();
  private final List<Found> found = new ArrayList<>();

  AnchorScan(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** All anchors by now: looks at classes initialised since the last time. */
  List<Found> update() {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (!c.isArray()
          && !c.isHidden()
          && PREFIXES.stream().anyMatch(c.getName()::startsWith)
          && isJdk(c)
          && c != System.class // whose streams can be replaced
          && c != CopyOnWriteArrayList.class // shares an empty array in some: nobody asks for it
          && !c.getName()
              .startsWith("java.lang.ProcessEnvironment") // this process's, not the job's
          && !scanned.contains(c.getName())
          && Mem.initialised(c)) {
        scanned.add(c.getName());
        scan(c);
      }
    }
    return found;
  }

  private void scan(Class<?> c) {
    for (Field f : Mem.fields(c)) {
      if (isConstant(c.getName(), f)) {
        Object v = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
        if (v != null && mayBeAnchor(v)) {
          String name = canonical(c.getName() + "#" + f.getName());
          found.add(
              new Found(v, new AnchorEntry(AnchorEntry.Kind.FIELD, name), family(v.getClass(), c)));
        }
      }
    }
  }

  private static boolean isConstant(String owner, Field f) {
    int m = f.getModifiers();
    return Modifier.isStatic(m)
        && (Modifier.isFinal(m) || CONSTANTS.contains(owner + "#" + f.getName()))
        && !f.getType().isPrimitive();
  }

  /** Whether an object may be an anchor by field. */
  static boolean mayBeAnchor(Object v) {
    return !(v instanceof String
        || v instanceof Class
        || (v instanceof Number && v.getClass().getPackageName().equals("java.lang"))
        || v instanceof Boolean
        || v instanceof Character
        || v instanceof ThreadGroup
        || Refusals.neverAnchored(v.getClass()));
  }

  /** What a field is called in a snapshot, where Java releases call it otherwise. */
  private static String canonical(String name) {
    return name.equals("java.lang.ref.ReferenceQueue#NULL") // 17 to 23
        ? "java.lang.ref.ReferenceQueue#NULL_QUEUE"
        : name;
  }

  private static boolean family(Class<?> of, Class<?> holder) {
    for (Class<?> k = of; k != null; k = k.getSuperclass()) {
      for (Class<?> outer = k; outer != null; outer = outer.getDeclaringClass()) {
        if (outer == holder) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isJdk(Class<?> c) {
    ClassLoader l = c.getClassLoader();
    return l == null || l == ClassLoader.getPlatformClassLoader();
  }

  /** Whether the object is there without anything being initialised for it, but an enum. */
  static boolean isThere(String name) {
    int hash = name.indexOf('#');
    try {
      Class<?> c =
          Class.forName(
              name.substring(0, Math.max(0, hash)), false, ClassLoader.getPlatformClassLoader());
      return Mem.initialised(c) || c.isEnum();
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * The object that {@code name} (such as {@code "java.util.HashSet#PRESENT"}) stands for in this
   * JVM, or null where there is none.
   */
  static @Nullable Object resolve(String name) {
    int hash = name.indexOf('#');
    String className = hash < 0 ? name : name.substring(0, hash);
    if (hash < 0
        || className.startsWith("java.lang.ProcessEnvironment")
        || PREFIXES.stream().noneMatch(className::startsWith)) {
      return null;
    }
    try {
      Class<?> c = Class.forName(className, true, ClassLoader.getPlatformClassLoader());
      for (Field f : Mem.fields(c)) {
        if (canonical(className + "#" + f.getName()).equals(name) && isConstant(className, f)) {
          Object v = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
          return v != null && mayBeAnchor(v) ? v : null;
        }
      }
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null; // the caller tells which anchor is missing
    }
  }
}
