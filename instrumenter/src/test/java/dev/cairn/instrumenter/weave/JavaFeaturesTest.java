package dev.cairn.instrumenter.weave;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JavaFeaturesTest {
  @Test
  void recordsSealedTypesAndPatterns() {
    Harness.prove(
        Program.java(
            """
            import java.util.*;
            public class Main {
              sealed interface Node permits Leaf, Pair {}
              record Leaf(int v) implements Node { int spin() { int r = v; for (int i = 0; i < 2; i++) r += i; return r; } }
              record Pair(Node l, Node r) implements Node { Pair { for (int i = 0; i < 2; i++) Objects.requireNonNull(l); } }
              enum Op { ADD { int of(int a, int b) { int r = a; for (int i = 0; i < b; i++) r++; return r; } }, MUL { int of(int a, int b) { int r = 0; for (int i = 0; i < b; i++) r = ADD.of(r, a); return r; } }; abstract int of(int a, int b); }
              static int sum(Node n) {
                int extra = 0;
                for (int i = 0; i < 2; i++) extra += i;
                if (n instanceof Leaf l && l.v() > 0) return l.spin() + extra;
                if (n instanceof Pair p) return sum(p.l()) * 3 + sum(p.r());
                return 0;
              }
              static String run() {
                Node n = new Pair(new Leaf(3), new Pair(new Leaf(0), new Leaf(5)));
                StringBuilder out = new StringBuilder();
                for (Op op : Op.values()) out.append(op.of(2, 3)).append(op);
                Map<String, Integer> m = new TreeMap<>();
                for (String k : List.of("a", "b", "c")) m.merge(k, sum(n), Integer::sum);
                for (Map.Entry<String, Integer> e : m.entrySet()) out.append(e.getKey()).append(e.getValue() + sum(n));
                var text = ""\"
                  block
                  ""\";
                return out.append(sum(n)).append(text).toString();
              }
            }
            """));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 11, 17})
  void everyReleaseJavacKnows(int release) {
    Harness.prove(
        Program.java(
            release,
            """
            import java.util.*;
            public class Main {
              interface I { int f(int x); default int g(int x) { int r = 0; for (int i = 0; i < 2; i++) r += f(x + i); return r; } }
              static class A implements I { public int f(int x) { int r = x; do { r += 3; } while (r < 20); return r; } }
              static String run() {
                StringBuilder out = new StringBuilder();
                I i = new A(), j = x -> { int k = 0; while (k < x) k++; return k * 2; };
                for (Iterator<Integer> it = Arrays.asList(1, 2, 3).iterator(); it.hasNext(); ) {
                  int v = it.next();
                  out.append("v=" + i.g(v) + ";" + j.g(v));
                  synchronized (out) { out.append(new String("n" + i.f(v))); }
                }
                try { out.append(i.g(2) / (j.f(0))); } catch (ArithmeticException e) { out.append(e.getMessage()).append(j.g(1)); }
                return out.toString();
              }
            }
            """));
  }

  @Test
  void slotReuseAndUnassignedLocals() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              static int n;
              static int t(int k) { for (int i = 0; i < 1; i++) n += k; return n; }
              static String run() {
                n = 0;
                String out = "";
                int late;
                for (int i = 0; i < 2; i++) {
                  { long a = t(1); out += a * t(2); }
                  { double b = t(3) * 0.5; out += b + t(4); }
                  { String c = "c" + t(5); out += c.length() + t(6); }
                  { float d = 1f; int e = 3; out += d + e + t(7); }
                  late = t(8);
                  out += late;
                  String nul = null;
                  if (t(1) % 2 == 0) nul = "set" + t(1);
                  out += nul;
                  Object o = null;
                  t(2);
                  out += o;
                }
                Object[] os; boolean c = t(1) > 0;
                Object merged = c ? new Object[t(1) % 5] : new float[t(2) % 5];
                out += merged.getClass().getSimpleName() + t(3);
                Comparable<?> cmp = t(1) % 2 == 0 ? "s" : Integer.valueOf(t(2));
                for (int i = 0; i < 2; i++) out += cmp + "" + t(1);
                return out;
              }
            }
            """));
  }
}
