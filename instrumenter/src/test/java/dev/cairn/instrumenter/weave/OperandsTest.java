package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Calls that are unwound with values below them on the operand stack. */
final class OperandsTest {
  private static String main(String body) {
    return """
    import java.util.*;
    public class Main {
      static int calls;
      static int f() { return f(3); }
      static int f(int n) {
        int r = 0;
        for (int i = 0; i < 2; i++) { r += n * 3 + i; calls++; }
        return r;
      }
      static long g(long n) { return f((int) n) * 10_000_000_000L + n; }
      static double d(double x) { double y = x; int i = 0; while (i++ < 2) y = y * 0.7 + f(i); return y; }
      static boolean b(int n) { for (int i = 0; i < 1; i++) calls++; return (n & 1) == 0; }
      static char c() { for (int i = 0; i < 1; i++) calls++; return (char) ('a' + calls % 26); }
      static byte y() { for (int i = 0; i < 1; i++) calls++; return (byte) (calls * 37); }
      static short s() { for (int i = 0; i < 1; i++) calls++; return (short) (calls * 12345); }
      static float h() { for (int i = 0; i < 1; i++) calls++; return calls * 0.3f; }
      static String str(String x) { for (int i = 0; i < 1; i++) calls++; return x + calls; }
      static int[] arr(int[] a) { for (int i = 0; i < 1; i++) calls++; return a; }
      static String run() {
        calls = 0;
        StringBuilder out = new StringBuilder();
        BODY
        return out + " " + calls;
      }
    }
    """
        .replace("BODY", body);
  }

  @Test
  void longsAndDoublesUnderneath() {
    Harness h =
        Harness.prove(
            Program.java(
                main(
                    """
                    int a = 5;
                    out.append(a * 3 + g(a) * (5L + g(7)) - f(2)).append(' ');
                    out.append(1.5 + d(2.0) * (3.25 - d(g(1) + 0.5)) + f()).append(' ');
                    out.append(h() * (h() + (float) d(h()))).append(b(f()) ? c() : s());
                    out.append(y() + s() * (y() - (long) c()));
                    """)));
    assertThat(h.moves).isPositive();
  }

  @Test
  void compoundAssignmentsOfArrays() {
    Harness.prove(
        Program.java(
            main(
                """
                byte[] bs = {1, 2}; char[] cs = {'a', 'b'}; short[] ss = {3, 4}; long[] ls = {5, 6};
                double[] ds = {.5, .25}; boolean[] zs = {true, false}; String[] ts = {"x", "y"};
                int[][] m = new int[40][40];
                bs[1] += f(); cs[0] += f(); ss[1] -= f(1); ls[0] *= g(2); ds[1] /= d(1.5);
                zs[0] &= b(1); zs[1] |= b(2); ts[1] += str("q");
                m[f(1) % 40][f(2) % 40] += f(); m[3][4]++;
                arr(m[5])[f(1)] <<= f(0) + 1;
                ls[f(0) % 2]++;
                out.append(Arrays.toString(bs)).append(Arrays.toString(cs)).append(Arrays.toString(ss));
                out.append(Arrays.toString(ls)).append(Arrays.toString(ds)).append(Arrays.toString(zs));
                out.append(Arrays.toString(ts)).append(Arrays.deepHashCode(m));
                """)));
  }

  @Test
  void shortCircuitTernaryAndStringConcatenation() {
    Harness.prove(
        Program.java(
            main(
                """
                String nothing = null;
                for (int i = 0; i < 2; i++) {
                  out.append(f(i) == 1 && (f() == 0 || b(3)) || b(2) && !b(i));
                  out.append(b(i) ? f(1) : g(2));
                  out.append("<" + f(i) + c() + g(3) + d(1) + nothing + str("s") + y() + h() + ">");
                  Object o = b(i) ? null : str("o");
                  out.append(o).append(nothing == null ? f(1) : f(2));
                }
                out.append(new int[f(1)][f(0)].length).append(new Object[] {f(1), g(2), str("z")}.length);
                Object[] boxed = {f(), g(2), c(), b(1), null, d(2)};
                out.append(Arrays.toString(boxed));
                """)));
  }

  @Test
  void switches() {
    Harness.prove(
        Program.java(
            main(
                """
                for (int i = 0; i < 5; i++) {
                  switch (f(i) % 5) { case 0: out.append('0'); case 1: out.append(f(1)); break; case 4: out.append("four"); default: out.append('d'); }
                  switch (str("k").substring(0, 1) + i) { case "k1": out.append(f()); case "k2": out.append("two"); break; case "k4": continue; default: out.append(c()); }
                  out.append(switch (i) { case 1 -> f(1) + 2; case 2 -> { int q = 0; for (int k = 0; k < 2; k++) q += f(k); yield q; } default -> 3; } + g(i));
                }
                """)));
  }

  @Test
  void newObjectsAroundCalls() {
    Harness h =
        Harness.prove(
            Program.java(
                main(
                        """
                    P last = null;
                    for (int i = 0; i < 2; i++) {
                      P p = new P(f(i));
                      P q = new P(new P(new P(f(1)), g(i)), g(2));
                      P r = new P(f(i), g(1), d(1), str("r"));
                      long far = 7L * g(3) + new P(g(1) > 0 ? f() : f(2)).v;
                      P t = new P(b(i) ? f(1) : f(2) + (int) new P(f(3)).v);
                      last = q;
                      P u = last = new P(f(9));
                      Object[] os = {new P(f(1)), new P(p, g(1))};
                      out.append(p).append(q).append(r).append(far).append(t).append(u == last).append(os[1]);
                      if (new P(f(2)).v > 3) out.append("yes");
                      out.append(new StringBuilder(str("in")).append(new String(str("st"))));
                    }
                    """)
                    + """
                    class P {
                      final long v; final String s;
                      P(int v) { this.v = v; s = "i"; }
                      P(P p, long v) { this.v = p.v * 31 + v; s = p.s + "p"; }
                      P(int a, long b, double c, String d) { v = a + b; s = d + c; }
                      public String toString() { return "P" + v + s; }
                    }
                    """));
    assertThat(h.woven().get("Main").unsupported()).isEmpty();
  }

  @Test
  void constructorThrowsAndLoopInsideArguments() {
    Harness.prove(
        Program.java(
            main(
                    """
                for (int i = 0; i < 3; i++) {
                  try {
                    out.append(new Q(f(i), switch (i) { case 0 -> { int z = 0; for (int k = 0; k < 3; k++) z += f(k); yield z; } case 1 -> 5; default -> f(2); }).a);
                  } catch (IllegalArgumentException e) {
                    out.append(e.getMessage()).append(f(1));
                  } finally {
                    out.append(f(0));
                  }
                }
                """)
                + """
                class Q {
                  int a;
                  Q(int a, int b) { if (b == 5) throw new IllegalArgumentException("five" + a); this.a = a + b; }
                }
                """));
  }
}
