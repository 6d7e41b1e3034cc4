package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/** One program as a class file of every version that HotSpot has ever read. */
final class ClassVersionsTest {
  private static final String SOURCE =
      """
      import java.util.*;
      public class Main {
        static int n;
        int v;
        static int t(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
        synchronized long in(long k) { long r = v; for (int i = 0; i < 2; i++) { synchronized (this) { r = r * 31 + k + t(i); v++; } } return r; }
        static synchronized boolean odd(int k) { boolean z = false; for (int i = 0; i < k; i++) z = !z; return z; }
        static Object merged(int k) {
          Number x = k % 2 == 0 ? (Number) Integer.valueOf(t(1)) : (Number) Double.valueOf(t(2));
          Comparable c = k % 2 == 0 ? (Comparable) "s" : (Comparable) Integer.valueOf(t(1));
          Object a = k % 2 == 0 ? (Object) new int[t(1) % 5] : (Object) new String[][] {{"q"}};
          for (int i = 0; i < 2; i++) x = Long.valueOf(x.longValue() + t(i));
          return c.toString() + x + a.getClass().getName();
        }
        static String run() {
          n = 0;
          Main m = new Main();
          StringBuffer out = new StringBuffer();
          String nothing = null;
          for (int i = 0; i < 3; i++) {
            out.append(m.in(i * 3L) + t(2)).append(odd(i)).append(merged(i)).append(nothing);
            double d = 0.5; int k = 0;
            while (k < 2) { d = d * t(1) + k; k++; }
            out.append(d).append(new String(new StringBuffer("x" + t(3)).append(t(1)).toString()));
            try { if (i == 1) throw new RuntimeException("r" + t(1)); out.append(t(2)); }
            catch (RuntimeException e) { out.append(e.getMessage()).append(t(1)); }
            finally { out.append(t(4)); }
            Object key = new Object();
            synchronized (key) { for (Iterator it = new ArrayList(Arrays.asList(new Object[] {"a", "b"})).iterator(); it.hasNext();) out.append(it.next()).append(t(1)); }
            switch (t(0) % 3) { case 0: out.append(t(1)); case 1: out.append("one"); break; default: out.append("d"); }
          }
          return out.toString();
        }
      }
      """;

  static IntStream versions() {
    return IntStream.rangeClosed(45, 69);
  }

  @ParameterizedTest
  @MethodSource("versions")
  void resumes(int version) {
    Map<String, byte[]> classes = new TreeMap<>();
    Compiler.compile(8, SOURCE)
        .forEach((name, bytes) -> classes.put(name, Assembled.asVersion(bytes, version)));
    Program program = Program.of("Main", classes);
    if (version <= 44 + Runtime.version().feature()) {
      Harness h = new Harness(program);
      h.verify();
      assertThat(h.woven().get("Main").unsupported()).isEmpty();
      h.proveStops(25);
      assertThat(h.pins).isEmpty();
    } else { // this JVM can't load it; ASM still verifies it
      StringWriter report = new StringWriter();
      CheckClassAdapter.verify(
          new ClassReader(program.weave().get("Main").bytes()), false, new PrintWriter(report));
      assertThat(report.toString()).isEmpty();
    }
    assertThat(new ClassReader(program.weave().get("Main").bytes()).readUnsignedShort(6))
        .isEqualTo(version);
  }

  private static final String OPTIONAL =
      """
      public class Main {
        static int n;
        static int t(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
        static int blocks(int k) {
          int s = 0;
          { A a = A.of(); s += t(k); a.use(); }
          { B b = B.of(); s += t(k); b.use(); }
          return s;
        }
        static synchronized int locked(int k) {
          int s = 0;
          { A a = A.of(); s += t(k); a.use(); }
          { B b = B.of(); s += t(k); b.use(); }
          return s;
        }
        static int held(Object lock, int k) {
          int s = 0;
          { A a = A.of(); synchronized (lock) { s += t(k); } a.use(); }
          { B b = B.of(); synchronized (lock) { s += t(k); } b.use(); }
          return s;
        }
        static int over() { A a = A.of(); a.use(); return t(1); }
        static int over(int k) { B b = B.of(); b.use(); A a = A.of(); a.use(); return t(k); }
        static int over(long k) { A a = A.of(); B b = B.of(); a.use(); b.use(); return t((int) k); }
        static String run() {
          n = 0;
          int s = over() + over(1) + over(2L);
          { A a = A.of(); s += blocks(1); a.use(); }
          { B b = B.of(); s += locked(2) + held("lock", 3); b.use(); }
          return String.valueOf(s);
        }
      }
      class A { static A of() { return new A(); } void use() { Main.n++; } }
      class B { static B of() { return new B(); } void use() { Main.n--; } }
      """;

  /**
   * Verifiers that infer types load classes that meet: in woven code none may that didn't before.
   */
  @ParameterizedTest
  @ValueSource(ints = {45, 48, 49})
  void oldClassesNeedNoLibraryThatTheyDidNotNeed(int version) throws Exception {
    Map<String, byte[]> classes = new TreeMap<>();
    Compiler.compile(8, OPTIONAL)
        .forEach((name, bytes) -> classes.put(name, Assembled.asVersion(bytes, version)));
    Program program = Program.of("Main", classes);
    Harness.prove(program);
    for (byte[] main : List.of(classes.get("Main"), program.weave().get("Main").bytes())) {
      ClassLoader alone = new Harness.Bytes(Harness.class.getClassLoader(), Map.of("Main", main));
      assertThat(Class.forName("Main", true, alone)).isNotNull(); // verified without A and B
    }
  }

  private static final String LEAVES =
      """
      public class Main {
        static int n;
        static int t(int k) { for (int i = 0; i < 2; i++) n += k; return n; }
        static int plain(int k) { int s = t(k); return s + t(k); }
        static void leaves(int k) {
          try { A a = A.of(); t(k); a.use(); }
          catch (IllegalStateException e) { throw new IllegalArgumentException(e.getMessage()); }
          finally { t(k); }
        }
        static String run() { leaves(1); return "" + plain(n); }
      }
      class A { static A of() { return new A(); } void use() { Main.n++; } }
      """;

  /**
   * Where the method begins, the handler's range has a local of no class; its clone has no such
   * beginning, and a verifier that infers would ask what A and the exception have in common.
   */
  @ParameterizedTest
  @ValueSource(ints = {46, 49})
  void methodsWhoseCloneWouldAskForAMissingClassAreRefused(int version) throws Exception {
    byte[] main = Assembled.asVersion(Compiler.compile(8, LEAVES).get("Main"), version);
    WovenClass woven = Program.of("Main", Map.of("Main", main)).weave().get("Main");
    for (byte[] bytes : List.of(main, woven.bytes())) {
      ClassLoader alone = new Harness.Bytes(Harness.class.getClassLoader(), Map.of("Main", bytes));
      assertThat(Class.forName("Main", true, alone)).isNotNull(); // verified without A
    }
    assertThat(woven.unsupported())
        .singleElement()
        .satisfies(
            u -> {
              assertThat(u.key()).isEqualTo("leaves(I)V");
              assertThat(u.line()).isPositive();
              assertThat(u.reason())
                  .isEqualTo(
                      "its types can't be told where it is re-entered: class A is needed to tell a"
                          + " type, and is not found");
            });
  }
}
