package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.*;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.MarkedLoop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;

/** What can't be woven is named; the rest of its class is woven. */
final class RefusalsTest {
  @Test
  void classInitialisersAreNamed() throws Exception {
    String source =
        """
        public class Main {
          static int n;
          static { for (int i = 0; i < 2; i++) n++; }
          static String run() { for (int i = 0; i < 2; i++) n++; return "" + n; }
        }
        """;
    WovenClass w =
        weave(
            Compiler.compile(17, source).get("Main"),
            new ClassPlan(
                "Main",
                List.of(
                    new MarkedLoop("<clinit>()V", 0, 3, -1, "test"),
                    new MarkedLoop("run()Ljava/lang/String;", 0, 4, -1, "test")),
                Set.of("run()Ljava/lang/String;", "<clinit>()V"),
                null,
                Set.of(),
                false));
    assertThat(w.unsupported())
        .containsExactly(
            new UnsupportedMethod(
                "<clinit>()V",
                3,
                "the JVM takes a class for initialised when its initialiser returns"));
    assertThat(w.methods())
        .extracting(WovenMethodInfo::key)
        .containsExactly("run()Ljava/lang/String;");
  }

  /** With stack map frames, and in versions whose types are inferred. */
  @ParameterizedTest
  @ValueSource(ints = {52, 49, 46})
  void onlyInsideACallBeforeTheSuperconstructorHasReturnedAStopIsRefused(int version) {
    Map<String, byte[]> classes = new TreeMap<>();
    Compiler.compile(
            8,
            """
            public class Main {
              static int seen;
              static int f(int k) { int r = k; for (int i = 0; i < 2; i++) r += i; return r; }
              static void g(int k) { for (int i = 0; i < 2; i++) seen += k; }
              static class Base { Base(int k) { for (int i = 0; i < 2; i++) seen += k; } }
              static class Kid extends Base {
                Kid(int k) {
                  super(f(k));
                  for (int i = 0; i < 3; i++) g(i);
                  f(k);
                }
              }
              static String run() { seen = 0; new Kid(1); return f(2) + "," + seen; }
            }
            """)
        .forEach((name, bytes) -> classes.put(name, Assembled.asVersion(bytes, version)));
    Program program = Program.of("Main", classes);
    Harness h = new Harness(program);
    h.verify();
    assertThat(h.woven().get("Main$Kid").unsupported()).isEmpty();
    assertThat(h.run(n -> true, false).result()).isEqualTo(h.plain());
    assertThat(h.pins)
        .as("in f, which is called early, and later on by the same name")
        .hasSize(4)
        .allSatisfy(
            p ->
                assertThat(p.reason()).contains("a constructor can't be saved in a call of f(I)I"));
    assertThat(h.stays).as("in Base, Kid's own loop, g, and f from run").isEqualTo(2 + 3 + 6 + 2);
    assertThat(h.run(n -> true, true).result()).as("moved").isEqualTo(h.plain());
  }

  @Test
  void irreducibleLoopsAreNamed() {
    Program program =
        Assembled.main(V17)
            .method(
                "run",
                "()Ljava/lang/String;",
                m -> {
                  Label a = new Label();
                  Label b = new Label();
                  m.visitInsn(ICONST_0);
                  m.visitVarInsn(ISTORE, 0);
                  m.visitVarInsn(ILOAD, 0);
                  m.visitJumpInsn(IFEQ, b);
                  m.visitLabel(a);
                  m.visitIincInsn(0, 1);
                  m.visitLabel(b);
                  m.visitIincInsn(0, 1);
                  m.visitVarInsn(ILOAD, 0);
                  m.visitIntInsn(BIPUSH, 9);
                  m.visitJumpInsn(IF_ICMPLT, a);
                  m.visitLdcInsn("x");
                  m.visitInsn(ARETURN);
                })
            .program()
            .marking(l -> true);
    assertThat(program.weave().get("Main").unsupported().get(0).reason())
        .isEqualTo(
            "no safe point can stand here: the loop can be entered past its header (irreducible"
                + " control flow)");
  }

  @Test
  void unstructuredLockingIsNamed() {
    Program program =
        Assembled.main(V17)
            .method(
                "run",
                "()Ljava/lang/String;",
                m -> {
                  m.visitLdcInsn("a");
                  m.visitInsn(DUP);
                  m.visitVarInsn(ASTORE, 0);
                  m.visitInsn(MONITORENTER);
                  m.visitLdcInsn("b");
                  m.visitInsn(DUP);
                  m.visitVarInsn(ASTORE, 1);
                  m.visitInsn(MONITORENTER);
                  m.visitVarInsn(ALOAD, 0);
                  m.visitInsn(MONITOREXIT);
                  m.visitVarInsn(ALOAD, 1);
                  m.visitInsn(MONITOREXIT);
                  m.visitLdcInsn("x");
                  m.visitInsn(ARETURN);
                })
            .program();
    assertThat(program.weave().get("Main").unsupported().get(0).reason())
        .isEqualTo("its locking is not structured: a monitor other than the innermost is released");
  }

  @Test
  void aMethodThatGrowsTooLargeIsNamed() {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 2600; i++) {
      body.append("x += f(x * ").append(i).append(") - y;\n");
    }
    Program program =
        Program.java(
            """
            public class Main {
              static int f(int k) { int r = k; for (int i = 0; i < 2; i++) r += i; return r; }
              static int big(int x) { double y = 1; %s return x; }
              static String run() { return "" + big(1); }
            }
            """
                .formatted(body.toString().replace("- y", "- (int) y")));
    WovenClass w = program.weave().get("Main");
    assertThat(w.unsupported())
        .containsExactly(
            new UnsupportedMethod(
                "big(I)I", -1, "it would be larger than 64 KB after weaving; split the method"));
    assertThat(w.methods()).extracting(WovenMethodInfo::key).contains("f(I)I", Program.ROOT);
  }

  @Test
  void noClassIsWovenTwice() {
    Program program =
        Program.java(
            "public class Main { static String run() { int n = 0; while (n < 3) n++; return \"\" + n; } }");
    byte[] woven = program.weave().get("Main").bytes();
    ClassPlan plan = program.plan(ClassTree.read(program.classes.get("Main")), program.calls());
    assertThatThrownBy(
            () -> Weaver.weave(woven, plan, PollKind.EVERY, new Program.Hierarchy(Map.of())))
        .isInstanceOf(NotWeavableException.class)
        .hasMessageEndingWith("the class is woven already");
  }

  @Test
  void aPlanForOtherBytesIsRefused() {
    byte[] bytes = Compiler.compile(17, "public class Main { void a() { } }").get("Main");
    ClassPlan method = new ClassPlan("Main", List.of(), Set.of("b()V"), null, Set.of(), false);
    ClassPlan loop =
        new ClassPlan(
            "Main",
            List.of(new MarkedLoop("a()V", 0, 1, -1, "test")),
            Set.of("a()V"),
            null,
            Set.of(),
            false);
    assertThatThrownBy(() -> weave(bytes, method))
        .hasMessage("Main.b()V: the plan names it, and the class has no such method");
    assertThatThrownBy(() -> weave(bytes, loop))
        .hasMessage("Main.a()V: the plan marks loop 0, which it doesn't have");
    assertThatThrownBy(() -> weave(bytes, ClassPlan.guardOnly("Other")))
        .hasMessage("Main: the plan is for class Other");
    assertThatThrownBy(() -> weave(new byte[] {1, 2, 3}, ClassPlan.guardOnly("Main")))
        .isInstanceOf(NotWeavableException.class);
  }

  private static WovenClass weave(byte[] bytes, ClassPlan plan) throws NotWeavableException {
    return Weaver.weave(bytes, plan, PollKind.EVERY, new Program.Hierarchy(Map.of()));
  }
}
