package dev.cairn.targets;

import static dev.cairn.targets.Points.b;
import static dev.cairn.targets.Points.d;
import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.g;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;
import java.util.Arrays;

/** Hard cases 10 to 19: what lies on the operand stack and in the locals at a safe point. */
public final class OperandStack {
  private static final class P {
    final String text;

    P(int a) {
      text = "P(" + a + ")";
    }

    P(long a, int b, double c, String d) {
      text = "P(" + a + "," + b + "," + c + "," + d + ")";
    }

    P(P inner) {
      text = "P[" + inner.text + "]";
    }
  }

  private OperandStack() {}

  public static void main(String[] args) {
    underCalls();
    compound();
    constructors();
    arrays();
    nulls();
    slots();
    merges();
    concatenation();
  }

  private static void underCalls() {
    long a = 3;
    System.out.println(a * 3 + g(a) * (5L + g(7)) - f(2));
    double x = 0.1;
    System.out.println(x * 3 + d(x) * (f(2) + d(1e-17)) - x / d(3));
    float y = 0.1f;
    System.out.println(y + f(1) * y + (float) d(0.2));
  }

  private static void compound() {
    byte[] by = {1, 2};
    char[] ch = {'a', 'b'};
    short[] sh = {1, 2};
    long[] lo = {1, 2};
    double[] dou = {1, 2};
    boolean[] bo = {true, true};
    String[] st = {"x", "y"};
    int[][] m = {{1, 2}, {3, 4}};
    by[f(1)] += f(3);
    ch[f(1)] += f(3);
    sh[1] -= f(3);
    lo[1] *= g(3);
    dou[1] /= d(3);
    bo[1] &= b(false);
    st[f(1)] += s("z");
    m[f(1)][f(0)] += f(10);
    System.out.println(
        Arrays.toString(by)
            + Arrays.toString(ch)
            + Arrays.toString(sh)
            + Arrays.toString(lo)
            + Arrays.toString(dou)
            + Arrays.toString(bo)
            + Arrays.toString(st)
            + Arrays.deepToString(m));
  }

  private static void constructors() {
    System.out.println(new P(f(1)).text);
    System.out.println(new P(g(1L << 33), f(2), d(0.25), s("s")).text);
    System.out.println(new P(new P(new P(f(5)))).text);
    System.out.println(new P(b(true) ? f(8) : f(9)).text);
    long under = 5;
    System.out.println(under * g(3) + new P(f(4)).text);
  }

  private static void arrays() {
    int[][] grid = new int[f(2)][f(3)];
    grid[f(1)][f(2)] = f(6);
    Object[] boxed = {f(1), g(2), d(3), s("four"), new int[] {f(5), f(6)}};
    System.out.println(
        Arrays.deepToString(grid) + boxed.length + boxed[2] + Arrays.toString((int[]) boxed[4]));
  }

  private static void nulls() {
    String maybe = null;
    for (@CheckpointLoop int i = 0; i < 3; i++) {
      if (i == 2) {
        maybe = "set";
      }
    }
    System.out.println(maybe + join(null, f(1), null));
  }

  private static String join(Object a, int b, Object c) {
    return "" + a + b + c;
  }

  private static void slots() {
    {
      long first = g(77);
      System.out.println(first + f(1));
    }
    {
      double second = d(0.5);
      System.out.println(second + f(1));
    }
    int late;
    f(0);
    late = f(3);
    System.out.println(late + f(4));
  }

  private static void merges() {
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      Object array = i == 0 ? new Object[2] : new float[3];
      f(1);
      Comparable<?> c = i == 0 ? "text" : Integer.valueOf(4);
      f(2);
      CharSequence cs = i == 0 ? "abc" : new StringBuilder("de");
      f(3);
      System.out.println(array.getClass().getSimpleName() + c + cs.length());
    }
  }

  private static void concatenation() {
    char c = 'c';
    String none = null;
    System.out.println("" + f(1) + c + g(2) + d(0.5) + none + s("end") + b(true));
  }
}
