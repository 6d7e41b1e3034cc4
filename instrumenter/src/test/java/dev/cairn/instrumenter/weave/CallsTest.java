package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CallsTest {
  @Test
  void allKindsOfCalls() {
    Harness.prove(
        Program.java(
            """
            import java.util.*;
            import java.util.function.*;
            public class Main {
              static int n;
              static int tick(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
              interface Shape { int sides(int k); default int twice() { int a = sides(1); for (int i = 0; i < 1; i++) n++; return a * 100 + sides(2); } static int st(int k) { return tick(k) + help(k); } private static int help(int k) { return tick(k + 1); } }
              static class Base implements Shape {
                protected int v = 1;
                public int sides(int k) { for (int i = 0; i < 2; i++) v += k; return v; }
                String name(Object... parts) { String s = ""; for (Object p : parts) s += p; return s; }
                Number num() { return tick(1); }
              }
              static class Derived extends Base {
                public int sides(int k) { int a = super.sides(k); for (int i = 0; i < 1; i++) a += tick(1); return a + super.sides(1); }
                public int twice() { return super.twice() + 1; }
                @Override Integer num() { return super.num().intValue() + tick(2); }
                private int secret(int k) { for (int i = 0; i < 1; i++) v++; return v * k; }
                class Inner { int bump() { for (int i = 0; i < 2; i++) v++; return secret(v) + Derived.this.secret(2); } }
              }
              interface Generic<T extends Comparable<T>> { T pick(T a, T b); }
              static class Max implements Generic<String> { public String pick(String a, String b) { for (int i = 0; i < 1; i++) n++; return a.compareTo(b) > 0 ? a : b; } }
              static long fib(int k) { for (int i = 0; i < 1; i++) n++; return k < 2 ? k : fib(k - 1) + fib(k - 2); }
              static String run() {
                n = 0;
                StringBuilder out = new StringBuilder();
                Shape s = new Derived();
                out.append(s.twice()).append(' ').append(Shape.st(3)).append(' ').append(new Base().twice());
                Derived d = (Derived) s;
                out.append(d.name(tick(1), d.sides(2), "x", fib(3))).append(d.num());
                Derived.Inner in = d.new Inner();
                out.append(in.bump()).append(d.secret(3));
                Generic<String> g = new Max();
                out.append(g.pick("a" + tick(1), "b" + tick(2))).append(fib(5));
                int base = 7;
                IntUnaryOperator add = x -> { int r = x; for (int i = 0; i < 2; i++) r += base; return r; };
                Supplier<String> bound = out::toString;
                Function<Integer, Integer> ref = Main::tick;
                ToIntFunction<Derived> unbound = Derived::twice;
                Runnable run = () -> { for (int i = 0; i < 2; i++) n++; };
                Predicate<String> p = t -> { boolean z = false; for (int i = 0; i < 3; i++) z = !z; return z; };
                for (int i = 0; i < 2; i++) { out.append(add.applyAsInt(i)).append(ref.apply(i)).append(unbound.applyAsInt(d)).append(p.test("q")); run.run(); }
                BooleanSupplier bs = () -> { boolean z = true; for (int i = 0; i < 2; i++) z &= tick(i) > 0; return z; };
                if (bs.getAsBoolean() && p.test("r")) out.append("both");
                return out.append(n).append(bound.get().length()).toString();
              }
            }
            """));
  }

  @Test
  void protectedMembersAndSuperAcrossPackages() {
    Harness.prove(
        Program.java(
            """
            package a;
            public class Base {
              protected int v = 1;
              protected static int sv;
              protected int up(int k) { for (int i = 0; i < 2; i++) v += k; return v; }
              protected Object clone2() throws CloneNotSupportedException { return super.clone(); }
            }
            """,
            """
            class Kid extends a.Base implements Cloneable {
              int go() throws Exception {
                int r = 0;
                for (int i = 0; i < 2; i++) {
                  r += up(i) + super.up(2) + this.v;
                  v = r + up(1);
                  sv++;
                  Object c = super.clone();
                  r += ((Kid) c).v + ((Kid) clone()).up(3);
                }
                return r;
              }
            }
            """,
            """
            public class Main { static String run() throws Exception { String s = ""; for (int i = 0; i < 2; i++) s += new Kid().go(); return s; } }
            """));
  }

  @Test
  void deepRecursionWithPendingOperands() {
    Harness h =
        new Harness(
            Program.java(
                """
                public class Main {
                  static long down(int k, long x) {
                    if (k == 0) { long s = x; for (int i = 0; i < 3; i++) s = s * 31 + i; return s; }
                    return x * 3 + down(k - 1, x + k) * 7;
                  }
                  static String run() { return "" + down(500, 1) + down(3, 2); }
                }
                """));
    h.proveStops(4);
    assertThat(h.moves).isPositive();
  }

  @Test
  void aRootThatCallsItself() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              static int depth;
              static String run() {
                if (depth == 3) { depth = 0; String s = ""; for (int i = 0; i < 3; i++) s += i; return s; }
                depth++;
                String s = "" + depth + run();
                for (int i = 0; i < 2; i++) s += "x" + i;
                return s;
              }
            }
            """));
  }

  @Test
  void explicitSafePoints() {
    Harness h =
        Harness.prove(
            Program.java(
                    """
                    import dev.cairn.annotations.Cairn;
                    public class Main {
                      static int f(int k) { Cairn.safePoint(); int r = k * 2; Cairn.safePoint(); return r + 1; }
                      static String run() {
                        String s = "";
                        for (int i = 0; i < 3; i++) { Cairn.safePoint(); s += f(i) + (i == 1 ? "" : "" + s.length() * f(2)); synchronized (s) { Cairn.safePoint(); } }
                        Cairn.safePoint();
                        return s;
                      }
                    }
                    """)
                .marking(l -> false));
    assertThat(h.woven().get("Main").methods().get(0).points())
        .allMatch(p -> p.kind() == PointKind.EXPLICIT);
  }
}
