package dev.cairn.instrumenter.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.plan.MethodLoops;
import dev.cairn.instrumenter.plan.MethodRef;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Ten seconds, a hundred samples, loops whose passes are given. */
class LoopReportTest {
  private final ProgramLoops loops = new ProgramLoops(100);
  private final LoopSamples samples = new LoopSamples(loops);
  private final long[] passes = new long[100];

  /** A method with a loop on lines 10 to 19, and one in it on lines 12 to 14: ids n and n + 1. */
  private int twoLoops(String owner, String method) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V1_5, 0, owner, null, "java/lang/Object", null);
    MethodVisitor m = writer.visitMethod(Opcodes.ACC_STATIC, method, "(I)V", null, null);
    m.visitCode();
    Label outer = line(m, 10);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    Label end = new Label();
    m.visitJumpInsn(Opcodes.IFEQ, end);
    Label inner = line(m, 12);
    m.visitIincInsn(0, -1);
    line(m, 14);
    m.visitVarInsn(Opcodes.ILOAD, 0);
    m.visitJumpInsn(Opcodes.IFNE, inner);
    line(m, 19);
    m.visitJumpInsn(Opcodes.GOTO, outer);
    m.visitLabel(end);
    m.visitInsn(Opcodes.RETURN);
    m.visitMaxs(2, 1);
    m.visitEnd();
    writer.visitEnd();
    ClassNode tree = ClassTree.read(writer.toByteArray());
    MethodNode code = tree.methods.get(0);
    return loops.add(MethodLoops.of(new MethodRef(owner, method, "(I)V"), code), false);
  }

  private static Label line(MethodVisitor m, int line) {
    Label label = new Label();
    m.visitLabel(label);
    m.visitLineNumber(line, label);
    return label;
  }

  /** Frames as {@code Class.method:line}; those of the JDK begin with {@code java.}. */
  private void seen(int times, String... stack) {
    List<SampledFrame> frames = new ArrayList<>();
    for (String s : stack) {
      int colon = s.indexOf(':');
      int dot = s.lastIndexOf('.', colon);
      frames.add(
          new SampledFrame(
              s.substring(0, dot),
              s.substring(dot + 1, colon),
              Integer.parseInt(s.substring(colon + 1)),
              !s.startsWith("java.")));
    }
    for (int i = 0; i < times; i++) {
      samples.add(frames);
    }
  }

  private LoopReport report() {
    return new LoopReport(samples, passes, 10);
  }

  @Test
  void theOutermostLoopThatComesRoundOnceASecond() {
    int main = twoLoops("Main", "main");
    int work = twoLoops("a/Work", "run");
    passes[main] = 2; // in ten seconds: too slow
    passes[main + 1] = 40;
    passes[work] = 90_000;
    passes[work + 1] = 9_000_000;
    seen(90, "Main.main:14", "a.Work.run:12");
    seen(10, "Main.main:14");
    assertThat(report().proposal()).containsExactly("Main#main:12");
    assertThat(report().rows().get(0).loop().id()).isEqualTo(main);
    assertThat(report().rows()).extracting(LoopReport.Row::depth).containsExactly(0, 0, 1, 1);
    assertThat(report().rows().get(1).rate()).isEqualTo(4);
    assertThat(report().rows().get(2).share()).isEqualTo(0.9);
    assertThat(report().rows().get(2).rate()).isEqualTo(10_000);
  }

  @Test
  void aLoopForEachPhase() {
    int load = twoLoops("Load", "all");
    int solve = twoLoops("Solve", "all");
    passes[load] = 30; // in three seconds: ten a second
    passes[solve] = 7_000;
    seen(30, "Load.all:19");
    seen(69, "Solve.all:19");
    seen(1, "Other.idle:3");
    assertThat(report().proposal()).containsExactly("Solve#all", "Load#all");
    assertThat(report().text()).contains("--loops 'Solve#all;Load#all'");
  }

  @Test
  void notBelowTheJdk() {
    int main = twoLoops("Main", "main");
    int call = twoLoops("Main", "callBack");
    passes[main] = 10;
    passes[call] = 10_000;
    seen(100, "Main.main:19", "java.util.TreeMap.put:5", "Main.callBack:19");
    assertThat(report().proposal()).containsExactly("Main#main");
    assertThat(report().text()).contains("(below java.util.TreeMap.put)");
    passes[main] = 0;
    assertThat(report().proposal()).isEmpty();
  }

  /** Where none comes round once a second, the fastest there is. */
  @Test
  void slowLoopsOnly() {
    int main = twoLoops("Main", "main");
    passes[main] = 1;
    passes[main + 1] = 3;
    seen(50, "Main.main:12");
    assertThat(report().proposal()).containsExactly("Main#main:12");
  }

  /** It came round as the program ended, which was soon: nothing says that it will again. */
  @Test
  void notOneThatCameRoundOnce() {
    int main = twoLoops("Main", "main");
    passes[main] = 1;
    passes[main + 1] = 4000;
    seen(50, "Main.main:12");
    LoopReport soon = new LoopReport(samples, passes, 0.5);
    assertThat(soon.rows().get(0).rate()).isEqualTo(2);
    assertThat(soon.proposal()).containsExactly("Main#main:12");
  }

  @Test
  void recursionIsOneLoop() {
    int main = twoLoops("Main", "main");
    passes[main] = 500;
    seen(10, "Main.main:19", "Main.main:19", "Main.main:19");
    assertThat(report().rows()).hasSize(1);
    assertThat(report().rows().get(0).share()).isEqualTo(1);
    assertThat(report().rows().get(0).depth()).isZero();
  }

  @Test
  void noLoopAtAll() {
    seen(10, "Main.main:3");
    assertThat(report().proposal()).isEmpty();
    assertThat(report().text()).contains("the main thread was in no loop");
  }
}
