package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Counted loops that run in strips, and loops that only look like them. */
final class StripsTest {
  /** Each runs in strips. */
  private static final String[] COUNTED = {
    "for (int i = 0; i < n; i++) s = s * 31 + i;",
    "for (int i = 0; n > i; i++) s = s * 31 + i;",
    "for (int i = 1; i <= n; i++) s = s * 31 + i;",
    "for (int i = 0; i < 2000; i += 3) s = s * 31 + i;",
    "for (int i = 0; i < n; i += 7) s = s * 31 + i;",
    "for (int i = n - 1; i >= 0; i--) s = s * 31 + i;",
    "for (int i = n; i > 0; i -= 2) s = s * 31 + i;",
    "for (int i = n; m < i; i--) s = s * 31 + i;",
    "for (int i = -5; i < 0; i++) s = s * 31 + i;",
    "for (int i = 0; i < a.length; i++) s += a[i] * 3;",
    "for (int v : a) s = s * 31 + v;",
    "for (int i = 1; i < n - 1; i++) s += i * s;",
    "for (int i = 2; i <= n / 2; i++) s += i * s;",
    "for (long i = 0; i < n; i++) s = s * 31 + i;",
    "for (long i = 0; i < q; i += 2) s = s * 31 + i;",
    "for (long i = q; i >= 0; i--) s = s * 31 + i;",
    "for (long i = 5; i <= q; i++) s = s * 31 + i;",
    "int i = 0; while (i < n) { s = s * 31 + i; i++; }",
    "int i = 0; while (i < n) { i++; s = s * 31 + i; if ((s & 3) == 1) continue; s ^= i; }",
    "for (int i = 0; i < n; i++) s += Math.max(i, (int) s) + Math.sqrt(i);",
    // over the end of the counter's type
    "for (int i = Integer.MIN_VALUE; i < Integer.MAX_VALUE - 70000; i += 65536) s = s * 31 + i;",
    "for (int i = Integer.MAX_VALUE; i > Integer.MIN_VALUE + 70000; i -= 65536) s = s * 31 + i;",
    "try { for (int i = Integer.MAX_VALUE - 12; i <= Integer.MAX_VALUE; i++) s += i / (i < 0 ? 0 : 1); } catch (ArithmeticException e) { s++; }",
    "try { for (int i = Integer.MAX_VALUE - 41; i < Integer.MAX_VALUE; i += 2) s += i / (i < 0 ? 0 : 1); } catch (ArithmeticException e) { s++; }",
    "try { for (int i = Integer.MAX_VALUE + 4 * m; i <= Integer.MAX_VALUE + m - m; i++) s += i / (i < 0 ? 0 : 1); } catch (ArithmeticException e) { s++; }",
    "try { for (int i = Integer.MIN_VALUE + 12; i >= Integer.MIN_VALUE; i--) s += i / (i > 0 ? 0 : 1); } catch (ArithmeticException e) { s++; }",
    "try { for (long i = Long.MAX_VALUE - 12; i <= Long.MAX_VALUE; i++) s += i / (i < 0 ? 0 : 1); } catch (ArithmeticException e) { s++; }",
    // known passes
    "for (int i = 0; i < 300; i++) s = s * 31 + i;",
    "int k = 256; for (int j = 0; j < 3; j++) { for (int i = 2; i <= k; i += 3) s = s * 31 + i; s ^= j; }",
    "for (int i = 400; i > 0; i--) s = s * 31 + i;",
    "for (long i = 9; i >= 0; i -= 4) s = s * 31 + i;",
    "for (int i = 0; i < 512; i++) { if ((s & 1) == 0) continue; s = s * 31 + i; }",
    "try { for (int i = 0; i < 40; i++) s += a[i] / (i - 33); } catch (RuntimeException e) { s += 7; }",
    "for (int i = 5; i < 5; i++) s = s * 31 + i;",
    "for (int i = 0; i < 513; i++) s = s * 31 + i;",
    "int i; if (n > 3) i = 0; else i = 700; for (; i < 1200; i++) s = s * 31 + i;",
    "int k = 9; for (int i = 0; i < k; i++) s = s * 31 + i; k = 1500; for (int i = 0; i < k; i++) s = s * 31 + i;",
    "if (n > 5) n = 5; for (int i = 0; i < n; i++) s = s * 31 + i;",
    // handlers and monitors
    "for (int i = 0; i < n; i++) { try { s += a[i % (a.length + 1)]; } catch (RuntimeException e) { s++; } }",
    "for (int i = 0; i < n; i++) { try { if (i % 9 == 0) continue; s = s * 31 + i; } finally { s ^= i; } }",
    "try { for (int i = 0; i < n * 2; i++) s += a[i]; } catch (RuntimeException e) { s += 7; }",
    "synchronized (a) { for (int i = 0; i < n; i++) s = s * 31 + i; }",
    "synchronized (a) { try { for (int i = 0; i < a.length; i++) s += 9 / a[i]; } catch (ArithmeticException e) { s--; } }",
    "for (int i = 0; i < n; i++) synchronized (a) { s = s * 31 + i; }",
  };

  /** None runs in strips: the counter or the bound may change, or a pass may take long. */
  private static final String[] OTHER = {
    // left early: by a break, a return
    "for (int i = 0; i < n; i++) { if ((s & 255) == 7) break; s = s * 31 + i; }",
    "for (int i = 0; i < n; i++) { if (i == 1300) return s; s = s * 31 + i; }",
    "for (int i = Integer.MAX_VALUE - 12; i <= Integer.MAX_VALUE; i++) { if (i < 0) break; s += i; }",
    "for (int i = Integer.MAX_VALUE - 41; i < Integer.MAX_VALUE; i += 2) { if (i < 0) break; s += i; }",
    "for (int i = Integer.MAX_VALUE + 4 * m; i <= Integer.MAX_VALUE + m - m; i++) { if (i < 0) break; s += i; }",
    "for (int i = Integer.MIN_VALUE + 12; i >= Integer.MIN_VALUE; i--) { if (i > 0) break; s += i; }",
    "for (long i = Long.MAX_VALUE - 12; i <= Long.MAX_VALUE; i++) { if (i < 0) break; s += i; }",
    "for (int i = 0; i < n; i++) { s = s * 31 + i; if ((s & 1) == 0) i++; }",
    "for (int i = 0; i < n; i++) { s = s * 31 + i; n--; }",
    "for (int i = 0; i < a.length; i++) { s += a[i]; if (i == 7) a = new int[9]; }",
    "for (int i = 0; i < field; i++) { s = s * 31 + i; if (i % 5 == 0) field--; }",
    "for (int i = 0; i < n; i++) s = f(s) + i;",
    "int i = 0; while (i < n) { s = s * 31 + i; if ((s & 1) == 0) { i++; continue; } i++; }",
    "int i = 0; while (i < n) { if ((s++ & 1) == 0) i++; }",
    "for (int i = 0; i != n; i++) s = s * 31 + i;",
    "for (int i = 0; i * i < n; i++) s = s * 31 + i;",
    "for (double d = 0; d < n; d++) s = s * 31 + (long) d;",
    "for (int i = n; i < n + 3; i--) { s += i; if (i < -9) break; }",
    "int i = 0; while (s++ >= 0 && i < n) { i++; }",
    "for (int i = 0; i < n; i++) { s += i; if (i % 5 == 0) new Main(); }",
  };

  private static String source(List<String> bodies) {
    StringBuilder methods = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (int k = 0; k < bodies.size(); k++) {
      methods.append("static long loop").append(k).append("(int n, int m, long q, int[] a) {\n");
      methods.append("long s = 1; ").append(bodies.get(k)).append("\nreturn s;\n}\n");
      calls.append("out.append(loop").append(k).append("(TURNS, -3, TURNS, a)).append(' ');\n");
    }
    return """
        public class Main {
          static int field = 1200;
          static long f(long x) { return x * 31; }
        METHODS
          static String run() {
            field = 1200;
            int[] a = new int[TURNS];
            for (int i = 0; i < a.length; i++) a[i] = i * 7 + 1;
            StringBuilder out = new StringBuilder();
        CALLS
            return out.toString();
          }
        }
        """
        .replace("METHODS", methods)
        .replace("CALLS", calls);
  }

  private static Program program(String[] bodies, int release, int n) {
    return Program.java(release, source(List.of(bodies)).replace("TURNS", String.valueOf(n)))
        .poll(PollKind.AUTOMATIC);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 512, 513, 1600})
  void countedLoops(int turns) {
    prove(program(COUNTED, 17, turns));
  }

  @Test
  void countedLoopsInClassesWithoutUsefulFrames() {
    prove(program(COUNTED, 8, 1025));
  }

  /** Stops at some points: loops that can run over their type's end ask at every pass. */
  private static void prove(Program program) {
    Harness h = new Harness(program);
    h.verify();
    assertThat(h.woven().get("Main").unsupported()).isEmpty();
    h.proveStops(12);
  }

  @Test
  void otherLoops() {
    prove(program(OTHER, 17, 20));
  }

  /** After 512 passes at most: two loops, one that fills the array, of 1,600 passes each. */
  @Test
  void theRequestIsReadBetweenStrips() {
    Harness h = new Harness(program(Arrays.copyOf(COUNTED, 1), 17, 1600));
    assertThat(h.run(n -> false, false).safePoints()).isEqualTo(2 * 4);
  }

  /** Short loops that are entered often ask each time, or a stop would never be granted. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (int i = 0; i < 100; i++) s = s * 31 + i;",
        "for (int i = 0; i < q; i++) s = s * 31 + i;",
        "for (int i = 0; i < 1000; i++) { s = s * 31 + i; if (i == 90) break; }",
        "for (int i = 0; i < q + 900; i++) { s = s * 31 + i; if (i == 90) return s; }",
        "int i = 90; while (i != 1) { s = s * 31 + i; i--; }",
      })
  void shortLoopsAskEachTime(String loop) {
    String source = source(List.of(loop)).replace("TURNS", "60");
    String calls =
        source.replace("out.append(loop0", "for (int c = 0; c < 9; c++) out.append(loop0");
    Harness h = new Harness(Program.java(17, calls).poll(PollKind.AUTOMATIC));
    // one for the loop that fills the array, one in the loop that calls
    assertThat(h.run(n -> false, false).safePoints()).isEqualTo(9 + 10);
  }

  @Test
  void everyPassCountsWhereSafePointsAreCounted() {
    String[] loops = Arrays.copyOf(COUNTED, 20); // the others take long at every pass
    Harness exact = new Harness(program(loops, 17, 7).poll(PollKind.EXACT));
    Harness every = new Harness(program(loops, 17, 7).poll(PollKind.EVERY));
    assertThat(exact.run(n -> false, false)).isEqualTo(every.run(n -> false, false));
    exact.proveStops(10);
  }

  @Test
  void whatIsCounted() throws Exception {
    assertThat(strips(COUNTED)).doesNotContain(false);
    assertThat(strips(OTHER)).doesNotContain(true);
  }

  /** A request is seen in a loop whose counter never passes its bound. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void countersThatRunOverForEver() {
    String[] endless = {
      "for (int i = 0x7ffffe00; i <= 0x7fffffff; i++) { s += i; if (s == 0) break; }",
      "for (int i = 0x7ffffe00; i < 0x7fffffff; i += 2) { s += i; if (s == 0) break; }",
      "for (int i = 0x80000200; i >= 0x80000000; i--) { s += i; if (s == 0) break; }",
      "for (long i = 0x7ffffffffffffe00L; i <= 0x7fffffffffffffffL; i++) { s |= i; if (s == 0) break; }",
    };
    for (String loop : endless) {
      Harness h = new Harness(program(new String[] {loop}, 17, 5));
      h.onFrames =
          frames -> {
            throw new IllegalArgumentException("seen");
          };
      assertThat(h.run(n -> n == 2000, false).result()).as(loop).contains("seen");
    }
  }

  private static List<Boolean> strips(String[] bodies) throws Exception {
    Program program = program(bodies, 17, 5);
    ClassNode tree = ClassTree.read(program.classes.get("Main"));
    ClassPlan plan = program.plan(tree, program.calls());
    List<Boolean> result = new ArrayList<>();
    for (MethodNode m : tree.methods) {
      if (m.name.startsWith("loop")) {
        MethodWeavePlan planned =
            MethodPlanner.plan(
                MethodAnalysis.of("Main", Opcodes.V17, m, new Program.Hierarchy(Map.of())),
                plan.loops().stream().filter(l -> l.method().equals(m.name + m.desc)).toList(),
                false,
                plan.checkedCalls(),
                PollKind.AUTOMATIC);
        result.add(planned.points().stream().anyMatch(p -> p.strips() != null));
      }
    }
    return result;
  }
}
