package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.objectweb.asm.Opcodes.*;

import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Bytecode that javac doesn't make; as an old class (inferred types) and a new one (stack maps).
 */
final class HandMadeTest {
  private static final String P =
      """
      public class P {
        public static int made;
        public final int v;
        public P(int v) { this.v = v; made++; }
        public P(int v, long w, P p) { this.v = (int) (v + w) + (p == null ? 0 : p.v); made++; }
        public String toString() { return "P" + v; }
        static int n;
        public static void reset() { n = 0; made = 0; }
        public static int next() { return ++n; }
      }
      """;

  /** {@code f(k)}: a loop of two rounds that adds to k. */
  private static void f(MethodVisitor m) {
    Label head = new Label();
    Label end = new Label();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(head);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_2);
    m.visitJumpInsn(IF_ICMPGE, end);
    m.visitVarInsn(ILOAD, 0);
    m.visitMethodInsn(INVOKESTATIC, "P", "next", "()I", false);
    m.visitInsn(IADD);
    m.visitVarInsn(ISTORE, 0);
    m.visitIincInsn(1, 1);
    m.visitJumpInsn(GOTO, head);
    m.visitLabel(end);
    m.visitVarInsn(ILOAD, 0);
    m.visitInsn(IRETURN);
  }

  private static void callF(MethodVisitor m, int k) {
    m.visitIntInsn(BIPUSH, k);
    m.visitMethodInsn(INVOKESTATIC, "Main", "f", "(I)I", false);
  }

  private static void valueOf(MethodVisitor m, String type) {
    m.visitMethodInsn(
        INVOKESTATIC, "java/lang/String", "valueOf", "(" + type + ")Ljava/lang/String;", false);
  }

  private static Harness prove(int version, Consumer<MethodVisitor> run) {
    return proveOf(
        Assembled.main(version)
            .with(P)
            .method("f", "(I)I", HandMadeTest::f)
            .method(
                "run",
                "()Ljava/lang/String;",
                m -> {
                  m.visitMethodInsn(INVOKESTATIC, "P", "reset", "()V", false);
                  run.accept(m);
                }));
  }

  private static Harness proveOf(Assembled a) {
    Program program = a.program();
    program.woven.remove("P");
    return Harness.prove(program);
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_4, V1_6, V17})
  void anUninitializedObjectInALocal(int version) {
    prove(
        version,
        m -> {
          m.visitTypeInsn(NEW, "P");
          m.visitVarInsn(ASTORE, 0);
          m.visitVarInsn(ALOAD, 0);
          m.visitInsn(DUP);
          m.visitVarInsn(ASTORE, 2);
          callF(m, 3);
          m.visitMethodInsn(INVOKESPECIAL, "P", "<init>", "(I)V", false);
          callF(m, 1);
          m.visitInsn(POP);
          m.visitVarInsn(ALOAD, 0);
          m.visitVarInsn(ALOAD, 2);
          m.visitVarInsn(ASTORE, 3);
          m.visitVarInsn(ALOAD, 3);
          m.visitMethodInsn(
              INVOKEVIRTUAL, "java/lang/Object", "equals", "(Ljava/lang/Object;)Z", false);
          m.visitVarInsn(ALOAD, 2);
          m.visitFieldInsn(GETFIELD, "P", "v", "I");
          m.visitInsn(IADD);
          valueOf(m, "I");
          m.visitInsn(ARETURN);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_6, V17})
  void shufflesOfUninitializedObjects(int version) {
    prove(
        version,
        m -> {
          // 5; new; dup_x1; swap: [P, P, 5] and the call in between
          callF(m, 5);
          m.visitTypeInsn(NEW, "P");
          m.visitInsn(DUP_X1);
          m.visitInsn(SWAP);
          m.visitMethodInsn(INVOKESTATIC, "Main", "f", "(I)I", false);
          m.visitMethodInsn(INVOKESPECIAL, "P", "<init>", "(I)V", false);
          m.visitVarInsn(ASTORE, 0);
          // a long below and between: [J, P, P, I, J, P', P', I]
          m.visitLdcInsn(77L);
          m.visitTypeInsn(NEW, "P");
          m.visitInsn(DUP);
          m.visitInsn(DUP2);
          m.visitInsn(POP2);
          callF(m, 2);
          m.visitLdcInsn(9L);
          m.visitTypeInsn(NEW, "P");
          m.visitInsn(DUP_X2);
          m.visitInsn(DUP);
          m.visitVarInsn(ASTORE, 4);
          m.visitInsn(POP);
          // [J, P, P, I, P', J]
          m.visitVarInsn(ALOAD, 4);
          callF(m, 4);
          m.visitMethodInsn(INVOKESPECIAL, "P", "<init>", "(I)V", false);
          // [J, P, P, I, P', J] -> (I J P'): reorder by dup2_x1
          m.visitInsn(DUP2_X1);
          m.visitInsn(POP2);
          m.visitMethodInsn(INVOKESPECIAL, "P", "<init>", "(IJLP;)V", false);
          callF(m, 1);
          m.visitInsn(POP);
          m.visitFieldInsn(GETFIELD, "P", "v", "I");
          m.visitInsn(I2L);
          m.visitInsn(LADD);
          m.visitVarInsn(ALOAD, 0);
          m.visitFieldInsn(GETFIELD, "P", "v", "I");
          m.visitInsn(I2L);
          m.visitInsn(LADD);
          valueOf(m, "J");
          m.visitInsn(ARETURN);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_6, V17})
  void nullsInLocalsAndOperands(int version) {
    prove(
        version,
        m -> {
          Label other = new Label();
          Label end = new Label();
          m.visitInsn(ACONST_NULL);
          m.visitVarInsn(ASTORE, 0);
          m.visitInsn(ACONST_NULL);
          callF(m, 2);
          m.visitJumpInsn(IFEQ, other);
          callF(m, 1);
          m.visitInsn(POP);
          m.visitLdcInsn("t");
          m.visitVarInsn(ASTORE, 0);
          m.visitJumpInsn(GOTO, end);
          m.visitLabel(other);
          callF(m, 1);
          m.visitInsn(POP);
          m.visitLdcInsn("s");
          m.visitVarInsn(ASTORE, 0);
          m.visitLabel(end);
          m.visitVarInsn(ALOAD, 0);
          m.visitInsn(SWAP);
          valueOf(m, "Ljava/lang/Object;");
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
          m.visitInsn(ARETURN);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_6, V17})
  void aLockInNoLocal(int version) {
    Harness h =
        prove(
            version,
            m -> {
              Label head = new Label();
              Label end = new Label();
              m.visitInsn(ICONST_0);
              m.visitVarInsn(ISTORE, 0);
              m.visitLabel(head);
              m.visitVarInsn(ILOAD, 0);
              m.visitInsn(ICONST_2);
              m.visitJumpInsn(IF_ICMPGE, end);
              m.visitLdcInsn("lock");
              m.visitMethodInsn(
                  INVOKEVIRTUAL, "java/lang/String", "intern", "()Ljava/lang/String;", false);
              m.visitInsn(DUP);
              m.visitInsn(MONITORENTER);
              callF(m, 3);
              m.visitInsn(POP);
              m.visitLdcInsn("lock");
              m.visitMethodInsn(
                  INVOKESTATIC, "java/lang/Thread", "holdsLock", "(Ljava/lang/Object;)Z", false);
              m.visitVarInsn(ISTORE, 1);
              m.visitInsn(MONITOREXIT);
              m.visitIincInsn(0, 1);
              m.visitVarInsn(ILOAD, 1);
              m.visitJumpInsn(IFNE, head);
              m.visitLabel(end);
              m.visitVarInsn(ILOAD, 0);
              valueOf(m, "I");
              m.visitInsn(ARETURN);
            });
    assertThat(h.moves).isPositive();
  }

  /** A loop rotated so that its latch falls into the header; a header with operands below. */
  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_6, V17})
  void rotatedLoopsAndOperandsAtTheHeader(int version) {
    prove(
        version,
        m -> {
          Label test = new Label();
          Label body = new Label();
          Label inner = new Label();
          Label innerEnd = new Label();
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ISTORE, 0);
          m.visitLdcInsn(5L);
          m.visitLdcInsn("below");
          m.visitJumpInsn(GOTO, test);
          m.visitLabel(body); // [J, String]
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ISTORE, 1);
          m.visitLabel(inner);
          m.visitVarInsn(ILOAD, 1);
          m.visitInsn(ICONST_2);
          m.visitJumpInsn(IF_ICMPEQ, innerEnd);
          m.visitIincInsn(1, 1);
          callF(m, 2);
          Label one = new Label();
          Label two = new Label();
          m.visitInsn(ICONST_3);
          m.visitInsn(IREM);
          m.visitTableSwitchInsn(0, 1, inner, one, inner);
          m.visitLabel(one);
          m.visitJumpInsn(GOTO, two);
          m.visitLabel(two);
          m.visitJumpInsn(GOTO, inner);
          m.visitLabel(innerEnd);
          m.visitIincInsn(0, 1);
          m.visitLabel(test); // falls in
          m.visitVarInsn(ILOAD, 0);
          m.visitInsn(ICONST_3);
          m.visitJumpInsn(IF_ICMPLT, body);
          callF(m, 1);
          valueOf(m, "I");
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
          m.visitInsn(DUP_X2);
          m.visitInsn(POP);
          valueOf(m, "J");
          m.visitMethodInsn(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
          m.visitInsn(ARETURN);
        });
  }

  /** Names may hold parentheses (JVMS 4.2.2): what a call returns is told by its descriptor. */
  @ParameterizedTest
  @ValueSource(ints = {V1_5, V17})
  void parenthesesInNames(int version) {
    Assembled a =
        Assembled.main(version)
            .with(P)
            .method("g(J)", "(I)I", HandMadeTest::f)
            .method("f(", "()Ljava/lang/String;", HandMadeTest::parenthesised)
            .method(
                "run",
                "()Ljava/lang/String;",
                m -> {
                  m.visitMethodInsn(INVOKESTATIC, "P", "reset", "()V", false);
                  m.visitMethodInsn(INVOKESTATIC, "Main", "f(", "()Ljava/lang/String;", false);
                  m.visitInsn(ARETURN);
                });
    proveOf(a);
  }

  private static void parenthesised(MethodVisitor m) {
    m.visitInsn(ICONST_3);
    m.visitMethodInsn(INVOKESTATIC, "Main", "g(J)", "(I)I", false);
    valueOf(m, "I");
    m.visitInsn(ARETURN);
  }

  /** A latch that falls into its header is passed as often as any. */
  @ParameterizedTest
  @ValueSource(ints = {V1_1, V17})
  void aLatchThatFallsThroughCounts(int version) {
    Harness h =
        prove(
            version,
            m -> {
              Label test = new Label();
              Label body = new Label();
              m.visitInsn(ICONST_0);
              m.visitVarInsn(ISTORE, 0);
              m.visitJumpInsn(GOTO, test);
              m.visitLabel(body);
              m.visitIincInsn(0, 1);
              m.visitLabel(test);
              m.visitVarInsn(ILOAD, 0);
              m.visitIntInsn(BIPUSH, 5);
              m.visitJumpInsn(IF_ICMPLT, body);
              m.visitVarInsn(ILOAD, 0);
              valueOf(m, "I");
              m.visitInsn(ARETURN);
            });
    assertThat(h.run(n -> false, false).safePoints()).isEqualTo(5);
  }

  /** The handler is the loop's header: one back edge is an exception, one is a jump. */
  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_6, V17})
  void aHandlerAsLoopHeader(int version) {
    prove(
        version,
        m -> {
          Label from = new Label();
          Label to = new Label();
          Label handler = new Label();
          Label again = new Label();
          m.visitTryCatchBlock(from, to, handler, "java/lang/ArithmeticException");
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ISTORE, 0);
          m.visitLabel(from);
          callF(m, 1);
          m.visitInsn(POP);
          m.visitIincInsn(0, 1);
          m.visitIntInsn(BIPUSH, 6);
          m.visitInsn(ICONST_3);
          m.visitVarInsn(ILOAD, 0);
          m.visitInsn(ISUB);
          m.visitInsn(ICONST_1);
          m.visitInsn(ISHR); // 1, 0, 0, -1
          m.visitInsn(IDIV);
          m.visitVarInsn(ISTORE, 1);
          m.visitLabel(to);
          m.visitVarInsn(ILOAD, 1);
          m.visitJumpInsn(IFLT, again);
          m.visitTypeInsn(NEW, "java/lang/ArithmeticException");
          m.visitInsn(DUP);
          m.visitMethodInsn(INVOKESPECIAL, "java/lang/ArithmeticException", "<init>", "()V", false);
          m.visitLabel(handler);
          m.visitInsn(POP);
          callF(m, 0);
          m.visitInsn(POP);
          m.visitJumpInsn(GOTO, from);
          m.visitLabel(again);
          m.visitVarInsn(ILOAD, 0);
          callF(m, 2);
          m.visitInsn(IADD);
          valueOf(m, "I");
          m.visitInsn(ARETURN);
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_1, V1_4, V1_6})
  void subroutinesEnteredTwice(int version) {
    Assembled a =
        Assembled.main(version == V1_6 ? V1_5 : version)
            .with(P)
            .method("f", "(I)I", HandMadeTest::f)
            .method(
                "run",
                "()Ljava/lang/String;",
                m -> {
                  Label sub = new Label();
                  Label head = new Label();
                  Label end = new Label();
                  m.visitMethodInsn(INVOKESTATIC, "P", "reset", "()V", false);
                  m.visitInsn(ICONST_0);
                  m.visitVarInsn(ISTORE, 0);
                  m.visitLdcInsn("");
                  m.visitVarInsn(ASTORE, 1);
                  m.visitLabel(head);
                  m.visitVarInsn(ILOAD, 0);
                  m.visitInsn(ICONST_3);
                  m.visitJumpInsn(IF_ICMPGE, end);
                  m.visitIincInsn(0, 1);
                  m.visitJumpInsn(JSR, sub);
                  callF(m, 7);
                  m.visitInsn(POP);
                  m.visitJumpInsn(JSR, sub);
                  m.visitJumpInsn(GOTO, head);
                  m.visitLabel(end);
                  m.visitVarInsn(ALOAD, 1);
                  m.visitInsn(ARETURN);
                  m.visitLabel(sub);
                  m.visitVarInsn(ASTORE, 2);
                  m.visitVarInsn(ALOAD, 1);
                  callF(m, 1);
                  valueOf(m, "I");
                  m.visitMethodInsn(
                      INVOKEVIRTUAL,
                      "java/lang/String",
                      "concat",
                      "(Ljava/lang/String;)Ljava/lang/String;",
                      false);
                  m.visitVarInsn(ASTORE, 1);
                  m.visitVarInsn(RET, 2);
                });
    proveOf(a);
  }
}
