package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of constructors, and of callers that stand in one. */
final class ConstructorsTest {
  /** Before version 53 a final field may be put by any method of its class. */
  @ParameterizedTest
  @ValueSource(ints = {8, 17})
  void finalsOfEveryKind(int release) {
    Harness h =
        Harness.prove(
            Program.java(
                release,
                """
                public class Main {
                  static int n;
                  static int t(int k) { for (int i = 0; i < 1; i++) n += k; return n; }
                  static class P {
                    final boolean z; final byte b; final char c; final short s; final int i;
                    final long j; final float f; final double d; final String t; final int[] a;
                    int sum;
                    P(int k, double x) {
                      sum = t(k);
                      for (int q = 0; q < 2; q++) sum += q * k;
                      z = t(1) % 2 == 0; b = (byte) t(300); c = (char) t(70000); s = (short) t(-40000);
                      i = t(4); j = t(5) * 5000000000L; f = t(6) * 0.3f; d = t(7) * x;
                      t = "s" + t(8); a = new int[] {t(9), sum};
                      for (int q = 0; q < 2; q++) sum += a[q] + i;
                    }
                    public String toString() { return z + " " + b + " " + (int) c + " " + s + " " + i + " " + j + " " + f + " " + d + " " + t + " " + a[0] + " " + a[1] + " " + sum; }
                  }
                  static String run() {
                    n = 0;
                    String out = "";
                    for (int i = 0; i < 2; i++) out += new P(i, 0.7) + "|" + (long) i * new P(t(i), t(2)).i;
                    return out;
                  }
                }
                """));
    assertThat(h.stays).isPositive();
  }

  @Test
  void chainsAcrossClasses() {
    Harness.prove(
        Program.java(
            """
            import java.util.*;
            public class Main {
              static final List<Object> seen = new ArrayList<>();
              static int calls;
              static abstract class A {
                final int a; int hooked;
                A(int k) {
                  seen.add(this);
                  int r = k;
                  for (int i = 0; i < 2; i++) { r = r * 3 + i; calls++; }
                  a = r;
                  hooked = hook(a);
                }
                abstract int hook(int k);
              }
              static class B extends A {
                final String b; int early = 7;
                B() { this(4, "default"); for (int i = 0; i < 2; i++) early += i; }
                B(int k, String s) { super(k + 1); String t = s; for (int i = 0; i < 2; i++) t += early++; b = t; seen.add(this); }
                int hook(int k) { int r = early; for (int i = 0; i < 2; i++) r += k; return r; }
              }
              static class C extends B {
                final long c;
                { calls += 10; for (int i = 0; i < 1; i++) calls++; }
                C(long c) { super(); this.c = c; for (long i = 0; i < 2; i++) early += (int) (i * c); }
                C(int x, B other) { super(x, other.b); c = other.hooked; }
              }
              static String show(B b) { return b.a + b.b + b.hooked + b.early; }
              static String run() {
                seen.clear(); calls = 0;
                StringBuilder out = new StringBuilder();
                B b = new B();
                C c = new C(5), d = new C(3, new C(2, new B(1, "x" + show(c))));
                out.append(show(b)).append(show(c)).append(show(d)).append(c.c).append(d.c).append(calls);
                for (Object o : seen) out.append(o == b ? 'b' : o == c ? 'c' : o == d ? 'd' : '-');
                return out.toString();
              }
            }
            """));
  }

  /** The caller's uninitialised copies become the object that the constructor's frame holds. */
  @Test
  void identityInTheCallersOperands() {
    Harness.prove(
        Program.java(
            """
            import java.util.*;
            public class Main {
              static Object last; static int n;
              static class P {
                final Object o;
                P(Object o) { last = this; for (int i = 0; i < 2; i++) n++; this.o = o; }
                boolean isLast() { return last == this; }
              }
              static int g(int a, P p, long b, P q) { return (p.isLast() ? 1000 : 0) + (q.isLast() ? 100 : 0) + a + (int) b; }
              static String run() {
                n = 0;
                String out = "" + new P(1).isLast();
                for (int i = 0; i < 2; i++) {
                  out += g(i, new P(i), 7L * n, new P(new P(new P("x")))) + ",";
                  P[] all = {new P(1), new P(2)};
                  out += all[0].isLast() + "" + all[1].isLast() + (last == all[1]);
                  Map<P, Integer> m = new IdentityHashMap<>();
                  m.put(new P(5), n);
                  out += m.get(last);
                }
                return out + n;
              }
            }
            """));
  }

  @Test
  void exceptionsFromConstructors() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              static int n;
              static class Failure extends RuntimeException {
                final int code;
                Failure(String m, int k) { super(m + k); int r = k; for (int i = 0; i < 2; i++) r += i; code = r; }
              }
              static class P {
                final int v;
                P(int k) {
                  int r = 0;
                  try {
                    for (int i = 0; i < 2; i++) { n++; r += 10 / (k - i); }
                  } catch (ArithmeticException e) {
                    for (int i = 0; i < 2; i++) r--;
                    if (k == 0) throw new Failure("zero", r);
                  } finally {
                    for (int i = 0; i < 1; i++) n += 100;
                  }
                  v = r;
                }
              }
              static class Q extends P { Q(int k) { super(k); for (int i = 0; i < 1; i++) n += 1000; } }
              static String run() {
                n = 0;
                String out = "";
                for (int k = 0; k < 3; k++) {
                  try { out += new Q(k).v; out += new P(k).v; }
                  catch (Failure e) { out += e.getMessage() + e.code; for (int i = 0; i < 1; i++) n += 7; }
                }
                try { throw new Failure("thrown", 5); } catch (Failure e) { out += e.getMessage() + e.code; }
                return out + n;
              }
            }
            """));
  }

  @Test
  void innerAnonymousEnumAndRecord() {
    Harness.prove(
        Program.java(
            """
            import java.util.*;
            public class Main {
              static int n;
              interface Shape { int v(); }
              enum E { X(1), Y(2); final int w; E(int k) { w = k; } int up() { int r = w; for (int i = 0; i < 2; i++) r += i; return r; } }
              record R(int a, double[] b, String c) {
                R { for (int i = 0; i < 2; i++) a += i; Objects.requireNonNull(b); }
                R(int a) { this(a, new double[] {a, 2}, "c" + a); for (int i = 0; i < 2; i++) n += a; }
              }
              final int base;
              Main(int k) { int r = k; for (int i = 0; i < 2; i++) r += i; base = r; }
              class Inner { final int v; Inner(int k) { int r = base; for (int i = 0; i < 2; i++) r += k; v = r; } }
              Shape local(int k) {
                int from = k + base;
                class Local implements Shape { final int x; Local() { int r = from; for (int i = 0; i < 2; i++) r++; x = r; } public int v() { return x + base; } }
                Shape a = new Shape() { final int y; { int r = k; for (int i = 0; i < 2; i++) r += base; y = r; } public int v() { return y * from; } };
                return k % 2 == 0 ? a : new Local();
              }
              static String run() {
                n = 0;
                String out = "";
                for (int i = 0; i < 2; i++) {
                  Main m = new Main(i);
                  out += m.new Inner(3).v + " " + m.local(i).v() + new R(i).a() + new R(i, new double[1], "x").c() + E.Y.up();
                }
                return out + n;
              }
            }
            """));
  }

  /** The proxy of Foo::new gives the object that the constructor's clone has finished. */
  @Test
  void constructorReferences() {
    Harness.prove(
        Program.java(
            """
            import java.util.function.*;
            public class Main {
              static Object last; static int n;
              static class P { final int v; P(int k) { last = this; int r = k; for (int i = 0; i < 3; i++) r += n++; v = r; } P() { this(9); } }
              class Q { final int v; Q() { last = this; for (int i = 0; i < 2; i++) n++; v = n; } }
              static String run() {
                n = 0;
                IntFunction<P> f = P::new; Function<Integer, P> g = P::new; Supplier<P> s = P::new; Supplier<Q> q = new Main()::q;
                String out = "";
                for (int i = 0; i < 2; i++) {
                  P a = f.apply(i); out += a.v + "" + (a == last);
                  P b = g.apply(i); out += b.v + "" + (b == last);
                  P c = s.get(); out += c.v + "" + (c == last) + q.get().v;
                }
                return out;
              }
              Q q() { Supplier<Q> s = Q::new; return s.get(); }
            }
            """));
  }

  /** A clone's name can't be taken by another clone, nor by a method of the program. */
  @Test
  void monitorsAndNamesLikeTheClones() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              static int n;
              final Object lock = new Object(); final int v;
              Main(int k) { int r = k; synchronized (lock) { for (int i = 0; i < 2; i++) { synchronized (this) { r += init(i); } } } v = r; }
              Main(long k) { this((int) k); for (int i = 0; i < 2; i++) n++; }
              int init(int k) { for (int i = 0; i < 2; i++) { if (!Thread.holdsLock(lock) || !Thread.holdsLock(this)) throw new AssertionError(); n++; } return n; }
              static String run() { n = 0; return "" + new Main(3).v + new Main(4L).v; }
            }
            """));
  }
}
