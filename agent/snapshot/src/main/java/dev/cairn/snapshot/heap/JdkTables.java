package dev.cairn.snapshot.heap;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds all objects of some classes that the JDK, and agents beside us, hold: a walk from the
 * statics of all loaded classes but the job's, from the classes themselves and from the threads.
 * Like a {@link HeapWalk}, not on the job's thread: objects are numbered through their headers for
 * its time.
 */
final class JdkTables extends ClassValue<JdkTables.Layout> {
  /** What the walk must know of a class, found once: a JVM that has just started interprets it. */
  static final class Layout {
    /** Whether its objects may lead to a table. */
    private final boolean walked;

    /** Whether its objects are looked for. */
    private final boolean wanted;

    /** Whether its objects are arrays of references. */
    private final boolean array;

    /** Whether its objects refer to something by the collector's leave. */
    private final boolean reference;

    /** Where the references lie in its objects, but those by the collector's leave. */
    private final long[] at;

    private Layout(boolean walked, boolean wanted, boolean array, boolean reference, long[] at) {
      this.walked = walked;
      this.wanted = wanted;
      this.array = array;
      this.reference = reference;
      this.at = at;
    }

    long[] references() {
      return at.clone();
    }
  }

  private final Instrumentation instrumentation;
  private final HeaderHash header;
  private final ClassLoader application;
  private final Predicate<Class<?>> wanted;

  /**
   * @param wanted classes whose objects are looked for
   */
  JdkTables(
      Instrumentation instrumentation,
      HeaderHash header,
      ClassLoader application,
      Predicate<Class<?>> wanted) {
    this.instrumentation = instrumentation;
    this.header = header;
    this.application = application;
    this.wanted = wanted;
  }

  /** All reachable objects of the wanted classes. */
  List<Object> find() {
    List<Object> found = new ArrayList<>();
    try (IdentityTable seen = new IdentityTable(header)) {
      for (Class<?> c : instrumentation.getAllLoadedClasses()) {
        if (!c.isArray()) {
          fields(c, get(Class.class), seen);
          if (c.getClassLoader() != application && Mem.initialised(c)) {
            statics(c, seen);
          }
        }
      }
      for (Thread t : threads()) {
        see(t, seen);
      }
      for (int id = 0; id < seen.size(); id++) {
        Object o = seen.get(id);
        Layout layout = get(o.getClass());
        if (layout.wanted) {
          found.add(o);
        }
        if (layout.array) {
          for (Object child : (Object[]) o) {
            see(child, seen);
          }
        } else {
          fields(o, layout, seen);
        }
      }
    }
    return found;
  }

  private void fields(Object o, Layout layout, IdentityTable seen) {
    for (long at : layout.at) {
      see(Mem.getRef(o, at), seen);
    }
    if (layout.reference) {
      see(Referents.of(o), seen);
    }
  }

  private void statics(Class<?> c, IdentityTable seen) {
    for (Field f : Mem.fields(c)) {
      if (Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive()) {
        see(Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f)), seen);
      }
    }
  }

  private void see(@Nullable Object o, IdentityTable seen) {
    if (o != null && get(o.getClass()).walked) {
      int unused = seen.idOf(o);
    }
  }

  /**
   * Classes are looked at already; strings, arrays of primitives and the graph of modules, of which
   * there is much, lead to no table by classes.
   */
  @Override
  protected Layout computeValue(Class<?> c) {
    boolean array = Object[].class.isAssignableFrom(c);
    boolean left =
        c == Class.class
            || c == String.class
            || c == Module.class
            || ModuleLayer.class.isAssignableFrom(c)
            || c.getPackageName().equals("java.lang.module")
            || (c.isArray() && !array);
    return new Layout(
        !left, wanted.test(c), array, Reference.class.isAssignableFrom(c), references(c));
  }

  private static long[] references(Class<?> c) {
    long[] at = new long[8];
    int n = 0;
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      for (Field f : Mem.fields(k)) {
        if (!Modifier.isStatic(f.getModifiers())
            && !f.getType().isPrimitive()
            && !Referents.is(f)
            && !Referents.isLink(f)) {
          at = n == at.length ? Arrays.copyOf(at, 2 * n) : at;
          at[n++] = Mem.fieldOffset(f);
        }
      }
    }
    return Arrays.copyOf(at, n);
  }

  private static Thread[] threads() {
    try {
      Method all = Thread.class.getDeclaredMethod("getThreads");
      all.setAccessible(true);
      return (Thread[]) all.invoke(null);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("java.lang.Thread.getThreads: " + e, e);
    }
  }

  /** Whether {@code o} is one of {@code sought}, or leads to one over a few fields. */
  boolean leadsTo(Object o, Predicate<Object> sought, int steps) {
    if (sought.test(o)) {
      return true;
    }
    if (steps == 0
        || o instanceof Class
        || o instanceof String
        || o instanceof Number
        || o instanceof ClassLoader
        || o instanceof Module
        || o instanceof Thread) {
      return false;
    }
    if (o instanceof Object[] array) {
      for (Object child : array) {
        if (child != null && leadsTo(child, sought, steps - 1)) {
          return true;
        }
      }
      return false;
    }
    Layout layout = get(o.getClass());
    for (long at : layout.at) {
      Object child = Mem.getRef(o, at);
      if (child != null && child != o && leadsTo(child, sought, steps - 1)) {
        return true;
      }
    }
    Object referent = layout.reference ? Referents.of(o) : null;
    return referent != null && leadsTo(referent, sought, steps - 1);
  }
}
