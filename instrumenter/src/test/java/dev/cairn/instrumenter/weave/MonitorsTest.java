package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class MonitorsTest {
  @Test
  void nestedBlocksAndLoopsBetween() {
    Harness h =
        Harness.prove(
            Program.java(
                """
                public class Main {
                  static int n;
                  static int f(Object lock) {
                    for (int i = 0; i < 2; i++) n += Thread.holdsLock(lock) ? 3 : 5;
                    return n;
                  }
                  static String run() {
                    n = 0;
                    Object a = new Object();
                    Object[] locks = {new Object(), "s".concat("t"), "s".concat("t")};
                    StringBuilder out = new StringBuilder();
                    for (int i = 0; i < 2; i++) {
                      synchronized (a) {
                        for (int j = 0; j < 2; j++) {
                          out.append(Thread.holdsLock(a)).append(f(a));
                          synchronized (locks[j]) {
                            synchronized (locks[2]) {
                              synchronized (a) {
                                out.append(f(locks[j])).append(Thread.holdsLock(locks[2]));
                              }
                              for (int k = 0; k < 2; k++) out.append(k);
                            }
                            out.append(Thread.holdsLock(locks[2])).append(Thread.holdsLock(locks[j]));
                            if (j == 1) { int q = f(a); if (q > 7) break; }
                          }
                        }
                        out.append(f(locks[0]));
                      }
                      out.append(Thread.holdsLock(a));
                    }
                    return out.toString();
                  }
                }
                """));
    assertThat(h.moves).isPositive();
  }

  @Test
  void synchronizedMethods() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              int v;
              static synchronized long st(int k, Object o) {
                long r = 0;
                for (int i = 0; i < 2; i++) {
                  r = r * 10 + (Thread.holdsLock(Main.class) ? 1 : 2) + (Thread.holdsLock(o) ? 4 : 0);
                  synchronized (o) { for (int j = 0; j < 2; j++) r = r * 3 + (Thread.holdsLock(o) ? 1 : 0); }
                }
                if (k > 0) return r + st(k - 1, o);
                return r;
              }
              synchronized String in(int k) {
                StringBuilder s = new StringBuilder();
                for (int i = 0; i < 2; i++) s.append(Thread.holdsLock(this)).append(v++);
                synchronized (this) { s.append(k > 0 ? in(k - 1) : "|").append(st(1, this)); }
                if (v > 5) throw new RuntimeException(s + "!" + v);
                return s.toString();
              }
              static String run() {
                StringBuilder out = new StringBuilder();
                Main m = new Main();
                for (int i = 0; i < 2; i++) {
                  try { out.append(m.in(1)); } catch (RuntimeException e) { out.append(e.getMessage()); }
                  out.append(Thread.holdsLock(m)).append(Thread.holdsLock(Main.class));
                }
                out.append(st(1, new Object()));
                return out.toString();
              }
            }
            """));
  }

  @Test
  void stopsInCatchInsideSynchronized() {
    Harness.prove(
        Program.java(
            """
            public class Main {
              int n;
              int f(int k) { for (int i = 0; i < 2; i++) n += k; if (n % 3 == 0) throw new RuntimeException("f" + n); return n; }
              String go() {
                String s = "";
                for (int i = 0; i < 4; i++) {
                  synchronized (this) {
                    try { s += f(i); } catch (RuntimeException e) { for (int k = 0; k < 2; k++) s += e.getMessage() + Thread.holdsLock(this); try { s += f(1); } catch (RuntimeException x) { s += "x"; } }
                    finally { s += "f" + n; }
                  }
                }
                synchronized (s) { try { f(n % 3 == 0 ? 3 : 0); } finally { s += Thread.holdsLock(s); } }
                return s;
              }
              static String run() { return new Main().go(); }
            }
            """));
  }
}
