package dev.cairn.it.made;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Hard case 32: one class as a class file of any version, under a name of its own in each. Numbers
 * come to a buffer as text: how much room it makes for a {@code double} is the release's.
 */
final class Versions {
  static final String NAME = "Versions";

  private static final String SOURCE =
      """
      import dev.cairn.annotations.Cairn;
      import java.util.*;
      public class Versions {
        static int calls;
        final Object lock = new Object();
        int v;
        static int f(int k) { if (++calls % 4 == 0) Cairn.safePoint(); return k; }
        synchronized long in(long k) {
          long r = v;
          synchronized (lock) { r = r * 31 + k + f(2); v++; }
          return r;
        }
        static String kinds(int k) {
          Number x = k == 0 ? (Number) Integer.valueOf(f(1)) : (Number) Double.valueOf(f(2));
          Comparable c = k == 0 ? (Comparable) "s" : (Comparable) Integer.valueOf(f(1));
          Object a = k == 0 ? (Object) new int[f(2)] : (Object) new String[][] {{"q"}};
          return c.toString() + x + a.getClass().getName();
        }
        public static String run() {
          calls = 0;
          Versions m = new Versions();
          StringBuffer out = new StringBuffer();
          for (int i = 0; i < 2; i++) {
            double d = i == 0 ? 0.1 : f(3) * 0.7;
            out.append(m.in(i * 3L) + f(2)).append(kinds(i)).append("" + d);
            try {
              if (i == 1) throw new RuntimeException("thrown" + f(1));
              out.append(f(4));
            } catch (RuntimeException e) {
              out.append(e.getMessage()).append(f(5));
            } finally {
              out.append(f(6));
            }
          }
          return out.toString();
        }
      }
      """;

  /** As if it were of version 8: without what later compilers lean on. */
  private static final Map<String, byte[]> AS_COMPILED =
      Compiled.of(NAME, SOURCE, "--release", "8", "-XDstringConcat=inline");

  private Versions() {}

  static Map<String, byte[]> in(int version) {
    Map<String, byte[]> classes = new TreeMap<>();
    Remapper names =
        new Remapper(Opcodes.ASM9) {
          @Override
          public String map(String name) {
            return name.startsWith(NAME) ? NAME + version + name.substring(NAME.length()) : name;
          }
        };
    AS_COMPILED.forEach((name, bytes) -> classes.put(names.map(name), as(version, bytes, names)));
    return classes;
  }

  private static byte[] as(int version, byte[] bytes, Remapper names) {
    ClassWriter out = new ClassWriter(0);
    ClassVisitor versioned =
        new ClassVisitor(Opcodes.ASM9, out) {
          @Override
          public void visit(
              int v, int access, String name, String signature, String parent, String[] types) {
            super.visit(version, access, name, signature, parent, types);
          }
        };
    new ClassReader(bytes)
        .accept(
            new ClassRemapper(versioned, names),
            version > Opcodes.V1_6 ? 0 : ClassReader.SKIP_FRAMES);
    return out.toByteArray();
  }
}
