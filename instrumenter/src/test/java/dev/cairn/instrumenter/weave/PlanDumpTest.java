package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Golden plans: what is decided, before anything is emitted. */
final class PlanDumpTest {
  private static String dump(String method, PollKind poll, String members) throws Exception {
    Program program =
        Program.java("public class Main { " + members + "\nstatic String run() { return null; } }");
    ClassNode tree = ClassTree.read(program.classes.get("Main"));
    ClassPlan plan = program.plan(tree, program.calls());
    for (MethodNode m : tree.methods) {
      if (m.name.equals(method)) {
        return PlanDump.of(
            MethodPlanner.plan(
                MethodAnalysis.of("Main", tree.version, m, new Program.Hierarchy(Map.of())),
                plan.loops().stream().filter(l -> l.method().equals(m.name + m.desc)).toList(),
                false,
                plan.checkedCalls(),
                poll));
      }
    }
    throw new AssertionError("no method " + method);
  }

  @Test
  void nestedLoopsACallAndAMonitor() throws Exception {
    assertThat(
            dump(
                "step",
                PollKind.AUTOMATIC,
                """
                static int f(int k) { return k; }
                static long step(Object lock, int n) {
                  long sum = 0;
                  for (int i = 0; i < n; i++) {
                    synchronized (lock) {
                      sum += 3L * f(i);
                    }
                    for (int j = 0; j < i; j++) sum += j;
                  }
                  return sum;
                }
                """))
        .isEqualTo(
            """
            Main.step(Ljava/lang/Object;I)J
              loop 0 line 4 header@10 depth 0
              loop 1 line 8 header@50 depth 1
              stage header@10 locals [java/lang/Object, int, long, top, int, top, top] stack []
              stage monitorenter@18 locals [java/lang/Object, int, long, top, int, java/lang/Object, top] stack []
              point 0 LATCH line 4 loop 0 poll EVERY counter i via []
                pushes local 4 i:I, local 2 sum:J, local 1 n:I, local 0 lock:Ljava/lang/Object;
              point 1 CALL line 6 call f(I)I via [header@10, monitorenter@18]
                pushes operand 1 J, operand 0 J, local 4 i:I, local 1 n:I, monitor 0 Ljava/lang/Object;
              point 2 LATCH line 8 loop 1 poll EVERY between strips of slot 5 < bound, by 1 counter j via [header@10]
                pushes local 5 j:I, local 4 i:I, local 2 sum:J, local 1 n:I, local 0 lock:Ljava/lang/Object;
            """);
  }

  @Test
  void aConstructionAroundACall() throws Exception {
    assertThat(
            dump(
                "make",
                PollKind.EXACT,
                """
                static int f(int k) { return k; }
                static Object make(double scale) {
                  do { scale++; } while (scale < 3);
                  return new StringBuilder(f((int) scale));
                }
                """))
        .isEqualTo(
            """
            Main.make(D)Ljava/lang/Object;
              loop 0 line 3 header@3 depth 0
              constructions {13}
              point 0 LATCH line 3 loop 0 poll EXACT counter null via []
                pushes local 0 scale:D
              point 1 CALL line 4 call f(I)I via []
                pushes local 0 D
            """);
  }
}
