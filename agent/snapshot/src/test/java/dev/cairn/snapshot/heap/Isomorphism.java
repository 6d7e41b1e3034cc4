package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.TestAgent;
import java.awt.geom.Path2D;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.LinkedTransferQueue;

/**
 * Whether two graphs are the same, by plain reflection: shares no code with the walk that it
 * judges. A bijection between the objects, equal classes, lengths and bits.
 */
public final class Isomorphism {
  /** What differs between an object and its copy, and may. */
  private static final Set<String> SKIPPED =
      Set.of(
          "java.io.PrintWriter.formatter", // made at the next printf
          "java.io.PrintStream.formatter",
          "java.lang.Enum.hash",
          "java.lang.ClassValue.hashCodeForCache",
          "java.util.Formatter.zero", // looked for at the next number
          "java.lang.Throwable.backtrace",
          "java.lang.ThreadLocal.threadLocalHashCode",
          "java.lang.ref.Reference.discovered",
          "java.lang.ref.SoftReference.timestamp",
          "java.lang.AbstractStringBuilder.maybeLatin1",
          // Who was served last, where nobody waits; a waiting thread is refused.
          "java.util.concurrent.locks.AbstractQueuedSynchronizer.head",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer.tail",
          "java.util.concurrent.locks.AbstractQueuedLongSynchronizer.head",
          "java.util.concurrent.locks.AbstractQueuedLongSynchronizer.tail",
          "java.util.concurrent.ForkJoinTask$Aux.thread", // a pool's worker does not go along
          "java.util.ServiceLoader.lookupIterator1", // at its end
          "java.io.StringReader.length", // of no text, where it is closed
          "java.math.BigInteger.bitLengthPlusOne",
          "java.math.BigInteger.firstNonzeroIntNumPlusTwo",
          "java.math.BigInteger.numberOfTrailingZeroIntsPlusTwo",
          "java.math.BigInteger.magBitLengthPlusOne",
          "java.nio.DirectByteBuffer.cleaner",
          "java.util.zip.Deflater.zsRef",
          "java.util.zip.Inflater.zsRef",
          "java.security.MessageDigestSpi.tempArray",
          "sun.security.provider.DigestBase.oneByte",
          "sun.security.provider.SHA.W",
          "sun.security.provider.SHA2.W",
          "sun.security.provider.SHA5.W",
          "java.lang.reflect.Method.root",
          "java.lang.reflect.Field.root",
          "java.lang.reflect.Constructor.root");

  /** Not looked into: rebuilt from a text, or the JVM's own. */
  private static final Set<String> OPAQUE =
      Set.of(
          "java.lang.Class",
          "java.util.regex.Pattern",
          "sun.nio.fs.UnixPath",
          "sun.nio.fs.WindowsPath",
          "java.lang.reflect.Method",
          "java.lang.reflect.Field",
          "java.lang.reflect.Constructor",
          "java.lang.Thread");

  private final Map<Object, Object> toCopy = new IdentityHashMap<>();
  private final Map<Object, Object> toOriginal = new IdentityHashMap<>();
  private final Deque<Object[]> queue = new ArrayDeque<>();
  private final List<String> differences = new ArrayList<>();

  static {
    open(Object.class.getModule());
    open(Path2D.class.getModule());
  }

  private static void open(Module module) {
    Instrumentation i = TestAgent.instrumentation();
    Map<String, Set<Module>> all = new HashMap<>();
    for (String p : module.getPackages()) {
      all.put(p, Set.of(Isomorphism.class.getModule()));
    }
    i.redefineModule(module, Set.of(), Map.of(), all, Set.of(), Map.of());
  }

  private Isomorphism() {}

  /** The differences; empty where there are none. */
  public static List<String> differences(Object original, Object copy) {
    Isomorphism walk = new Isomorphism();
    walk.pair(original, copy, "root");
    while (!walk.queue.isEmpty() && walk.differences.size() < 5) {
      Object[] p = walk.queue.poll();
      walk.compare(p[0], p[1], (String) p[2]);
    }
    return walk.differences;
  }

  private void pair(Object a, Object b, String path) {
    if (a == null || b == null) {
      if (a != b) {
        differences.add(path + ": " + name(a) + " / " + name(b));
      }
      return;
    }
    Object known = toCopy.get(a);
    if (known != null || toOriginal.containsKey(b)) {
      if (known != b || toOriginal.get(b) != a) {
        differences.add(path + ": aliases differ, " + name(a));
      }
      return;
    }
    toCopy.put(a, b);
    toOriginal.put(b, a);
    String shown = path.length() < 200 ? path : "..." + path.substring(100); // a list's is long
    queue.add(new Object[] {a, b, shown});
  }

  private void compare(Object a, Object b, String path) {
    Class<?> c = a.getClass();
    if (c != b.getClass() && !(c.isHidden() && b.getClass().isHidden())) {
      differences.add(path + ": " + name(a) + " / " + name(b));
      return;
    }
    if (a == b || OPAQUE.contains(c.getName()) || c.getName().startsWith("java.lang.invoke.")) {
      return; // the JVM's own, or asked by its behaviour
    }
    if (a instanceof String) { // a leaf: its array may be shared with another string's
      if (!a.equals(b)) {
        differences.add(path + ": " + a + " / " + b);
      }
      return;
    }
    if (a instanceof StringBuilder x) {
      // Once wide or not, and what is dead behind its end: a matter of the JVM that it worked in.
      StringBuilder y = (StringBuilder) b;
      if (x.capacity() != y.capacity() || x.compareTo(y) != 0) {
        differences.add(
            path + ": " + x + " of " + x.capacity() + " / " + y + " of " + y.capacity());
      }
      return;
    }
    if (a instanceof LinkedTransferQueue<?> x) {
      // Nodes that hold nothing any more come and go.
      pair(x.toArray(), ((LinkedTransferQueue<?>) b).toArray(), path + ".toArray()");
      return;
    }
    if (c.isArray()) {
      if (Array.getLength(a) != Array.getLength(b)) {
        differences.add(path + ": lengths");
        return;
      }
      boolean refs = a instanceof Object[];
      for (int i = 0; i < Array.getLength(a); i++) {
        values(Array.get(a, i), Array.get(b, i), path + "[" + i + "]", !refs);
      }
      return;
    }
    Class<?> d = b.getClass();
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      for (Field f : k.getDeclaredFields()) {
        if (!Modifier.isStatic(f.getModifiers())
            && !isAddress(c, f)
            && !SKIPPED.contains(k.getName() + "." + f.getName())) {
          try {
            f.setAccessible(true);
            Field g = k.isHidden() ? d.getDeclaredField(f.getName()) : f;
            g.setAccessible(true);
            values(f.get(a), g.get(b), path + "." + f.getName(), f.getType().isPrimitive());
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
  }

  /** Where memory outside of the heap lies; the cases ask what lies in it. */
  private static boolean isAddress(Class<?> c, Field f) {
    return f.getName().equals("address") && c.getName().startsWith("java.nio.Direct");
  }

  private void values(Object a, Object b, String path, boolean primitive) {
    if (!primitive) {
      pair(a, b, path);
    } else if (a instanceof Double x
        ? Double.doubleToRawLongBits(x) != Double.doubleToRawLongBits((Double) b)
        : a instanceof Float y
            ? Float.floatToRawIntBits(y) != Float.floatToRawIntBits((Float) b)
            : !a.equals(b)) {
      differences.add(path + ": " + a + " / " + b);
    }
  }

  private static String name(Object o) {
    return o == null ? "null" : o.getClass().getName();
  }
}
