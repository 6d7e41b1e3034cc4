package dev.cairn.fuzz.write;

/**
 * What each random program has around its random methods: fields, and classes whose methods hold
 * safe points themselves. All of it is Java 8.
 */
final class World {
  private World() {}

  static String before() {
    return """
        import java.util.*;
        import java.util.function.*;
        public class Main {
          static int fuel;
          static long trace;
          static final Object LOCK = new Object();
          static int[] ints;
          static long[] longs;
          static double[] doubles;
          static byte[] bytes;
          static char[] chars;
          static String[] words;
          static int[][] grid;
          static Main that;
          int field = 1;
          private long mass = 3;
          final String label;
          Main(int a) {
            this("m" + a, a);
            int rest = 0;
            for (int i = a & 1; i < 2 && burn(); i++) rest += i;
            field += rest;
          }
          private Main(String s, int a) { label = s; field = a; }
          static boolean burn() { return --fuel > 0; }
          static void see(long v) { trace = trace * 31 + v; }
          static void see(double v) { see(Double.doubleToRawLongBits(v)); }
          static void see(String s) { see(s == null ? 7L : s.hashCode()); }
          static void see(boolean b) { see(b ? 3L : 5L); }
          static class Odd extends RuntimeException {
            final int v;
            Odd(int v) { super("odd" + v); this.v = v; }
          }
          static final class Checked extends Exception {
            final long v;
            Checked(long v) { super("checked"); this.v = v; }
          }
          static long risky(long v) throws Checked {
            for (int i = 0; i < 2 && burn(); i++) { if ((v + i & 3) == 2) throw new Checked(v); }
            return v + 1;
          }
          static class P {
            final long v; final String s; static int made;
            P(int a) { v = a; s = "p"; made++; }
            P(long a, double b) {
              long sum = a;
              for (int i = 0; i < 2 && burn(); i++) sum += (long) b + i;
              v = sum; s = "q";
            }
            P(P p, int a, String t) {
              if (a == 3) throw new Odd(a);
              v = p.v * 3 + a; s = p.s + (t == null ? 0 : t.length());
            }
          }
          interface Shape {
            long area(int a);
            default long twice(int a) {
              long r = 0;
              for (int i = 0; i < 2 && burn(); i++) r += area(a + i) * (i + 1);
              return r + area(a);
            }
          }
          static abstract class Base implements Shape {
            final int b; protected long seen;
            Base(int b) { this.b = b; }
            public long area(int a) {
              long r = seen;
              int i = 0;
              do { r = r * 7 + i + b; } while (++i < 2 && burn());
              return r;
            }
          }
          static class Square extends Base {
            Square(int s) { super(s + 1); seen = s; }
            @Override public synchronized long area(int a) { return super.area(a) + (seen ^= a); }
          }
          static class Disc extends Base implements Comparable<Disc> {
            Disc(int r) { super(r * 2); }
            @Override public long twice(int a) {
              while (burn()) { if (a-- < 2) break; seen += a; }
              return super.twice(a) - seen;
            }
            public int compareTo(Disc d) {
              int r = b - d.b;
              for (int i = 0; i < 2 && burn(); i++) r ^= i;
              return r;
            }
          }
          class Inner {
            final long v;
            Inner(int a) {
              long s = mass;
              for (int i = 0; i < (a & 1) + 1 && burn(); i++) s = s * 5 + field;
              v = s;
            }
            long get(int a) { mass += a; field++; return v + touch(a); }
          }
          private int touch(int a) {
            int s = field;
            for (int i = 0; i < 2 && burn(); i++) s += a ^ i;
            return s;
          }
          static <T extends Comparable<T>> int order(T a, T b) {
            return burn() ? a.compareTo(b) : 0;
          }
          static long sum(int... all) {
            long s = 0;
            for (int v : all) { if (!burn()) break; s = s * 3 + v; }
            return s;
          }
          static final class Res implements AutoCloseable {
            final int k;
            Res(int k) { this.k = k; if (k == 1) throw new Odd(9); }
            public void close() {
              for (int i = 0; i < 2 && burn(); i++) see((long) k + i);
              if (k == 2) throw new Odd(k);
            }
          }
        """;
  }

  /**
   * The root, and its entry.
   *
   * @param fuel how many loop passes and calls there are at most
   */
  static String after(int fuel, String call) {
    return """
          static String run() {
            fuel = %d; trace = 1; P.made = 0; that = new Main("x", 2);
            ints = new int[8]; longs = new long[8]; doubles = new double[8]; bytes = new byte[8];
            chars = new char[8]; words = new String[8]; grid = new int[4][4];
            StringBuilder out = new StringBuilder();
            for (int top = 0; top < 3; top++) {
              try { see(%s); out.append(trace).append(' '); }
              catch (Odd e) { out.append(e.getMessage()).append(' ').append(e.v).append(' '); }
              catch (RuntimeException e) { out.append(e.getClass().getName()).append(' '); }
              fuel += 20;
            }
            out.append(Arrays.toString(ints)).append(Arrays.toString(longs));
            out.append(Arrays.toString(doubles)).append(Arrays.toString(bytes));
            out.append(Arrays.toString(chars)).append(Arrays.toString(words));
            out.append(Arrays.deepToString(grid)).append(that.field).append(that.mass);
            return out.append(P.made).append(' ').append(fuel).append(' ').append(trace).toString();
          }
        }
        """
        .formatted(fuel, call);
  }
}
