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
final class JdkTables extends ClassValue<long[]> {
  private final Instrumentation instrumentation;
  private final HeaderHash header;
  private final ClassLoader application;

  JdkTables(Instrumentation instrumentation, HeaderHash header, ClassLoader application) {
    this.instrumentation = instrumentation;
    this.header = header;
    this.application = application;
  }

  /** All reachable objects that {@code wanted} takes. */
  List<Object> find(Predicate<Object> wanted) {
    List<Object> found = new ArrayList<>();
    try (IdentityTable seen = new IdentityTable(header)) {
      for (Class<?> c : instrumentation.getAllLoadedClasses()) {
        if (!c.isArray()) {
          fields(c, seen);
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
        if (wanted.test(o)) {
          found.add(o);
        }
        if (o instanceof Object[] array) {
          for (Object child : array) {
            see(child, seen);
          }
        } else {
          fields(o, seen);
        }
      }
    }
    return found;
  }

  private void fields(Object o, IdentityTable seen) {
    for (long at : get(o.getClass())) {
      see(Mem.getRef(o, at), seen);
    }
    if (o instanceof Reference<?>) {
      see(Referents.of(o), seen);
    }
  }

  private static void statics(Class<?> c, IdentityTable seen) {
    for (Field f : Mem.fields(c)) {
      if (Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive()) {
        see(Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f)), seen);
      }
    }
  }

  /**
   * Classes are looked at already; strings, arrays of primitives and the graph of modules, of which
   * there is much, lead to no table by classes.
   */
  private static void see(@Nullable Object o, IdentityTable seen) {
    if (o != null
        && !(o instanceof Class)
        && !(o instanceof String)
        && !(o instanceof Module)
        && !(o instanceof ModuleLayer)
        && !o.getClass().getPackageName().equals("java.lang.module")
        && (!o.getClass().isArray() || o instanceof Object[])) {
      int unused = seen.idOf(o);
    }
  }

  /** Where the references in an object of this class lie, but what references refer to. */
  @Override
  protected long[] computeValue(Class<?> c) {
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

  /** Whether {@code o} is one of {@code wanted}, or leads to one over a few fields. */
  boolean leadsTo(Object o, Predicate<Object> wanted, int steps) {
    if (wanted.test(o)) {
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
        if (child != null && leadsTo(child, wanted, steps - 1)) {
          return true;
        }
      }
      return false;
    }
    for (long at : get(o.getClass())) {
      Object child = Mem.getRef(o, at);
      if (child != null && child != o && leadsTo(child, wanted, steps - 1)) {
        return true;
      }
    }
    Object referent = o instanceof Reference<?> ? Referents.of(o) : null;
    return referent != null && leadsTo(referent, wanted, steps - 1);
  }
}
