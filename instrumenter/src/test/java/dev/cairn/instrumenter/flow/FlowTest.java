package dev.cairn.instrumenter.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** Each analysis alone, on methods small enough to read. */
final class FlowTest {
  /** A few classes: Kid extends Base, and two unrelated ones; the rest is Object's. */
  private static final TypeHierarchy HIERARCHY =
      new TypeHierarchy() {
        private final Map<String, String> supers =
            Map.of(
                "Kid",
                "Base",
                "Kit",
                "Base",
                "Base",
                "java/lang/Object",
                "java/lang/String",
                "java/lang/Object");

        @Override
        public String superName(String internalName) {
          return supers.get(internalName);
        }

        @Override
        public boolean isInterface(String internalName) {
          return internalName.equals("Face");
        }
      };

  private static MethodNode method(String descriptor, Consumer<MethodNode> code) {
    MethodNode m = new MethodNode(ACC_STATIC, "m", descriptor, null, null);
    m.maxLocals = 10;
    m.maxStack = 10;
    code.accept(m);
    return m;
  }

  /** The n-th instruction of an opcode. */
  private static int at(MethodNode m, int opcode, int n) {
    int seen = 0;
    for (AbstractInsnNode i : m.instructions) {
      if (i.getOpcode() == opcode && seen++ == n) {
        return m.instructions.indexOf(i);
      }
    }
    throw new AssertionError("no such instruction");
  }

  /** {@code for (i = 0; i < n; i++) for (j = 0; j < i; j++) {}}; two back edges inside. */
  private static MethodNode nested() {
    return method(
        "(I)V",
        m -> {
          Label outer = new Label();
          Label inner = new Label();
          Label next = new Label();
          Label end = new Label();
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ISTORE, 1);
          m.visitLabel(outer);
          m.visitLineNumber(7, outer);
          m.visitVarInsn(ILOAD, 1);
          m.visitVarInsn(ILOAD, 0);
          m.visitJumpInsn(IF_ICMPGE, end);
          m.visitInsn(ICONST_0);
          m.visitVarInsn(ISTORE, 2);
          m.visitLabel(inner);
          m.visitVarInsn(ILOAD, 2);
          m.visitVarInsn(ILOAD, 1);
          m.visitJumpInsn(IF_ICMPGE, next);
          m.visitIincInsn(2, 1);
          m.visitVarInsn(ILOAD, 2);
          m.visitJumpInsn(IFEQ, inner);
          m.visitIincInsn(2, 1);
          m.visitJumpInsn(GOTO, inner);
          m.visitLabel(next);
          m.visitIincInsn(1, 1);
          m.visitJumpInsn(GOTO, outer);
          m.visitLabel(end);
          m.visitInsn(RETURN);
        });
  }

  @Test
  void loopsNestAndKeepTheirBackEdges() {
    MethodNode m = nested();
    ControlFlow flow = ControlFlow.of(m);
    LoopForest forest = LoopForest.of(m, flow);
    assertThat(forest.loops()).hasSize(2);
    Loop outer = forest.loop(0);
    Loop inner = forest.loop(1);
    assertThat(outer.depth()).isZero();
    assertThat(outer.line()).isEqualTo(7);
    assertThat(inner.parent()).isZero();
    assertThat(inner.depth()).isEqualTo(1);
    assertThat(forest.isInnermost(inner)).isTrue();
    assertThat(forest.isInnermost(outer)).isFalse();
    assertThat(inner.backEdges())
        .containsExactly(
            new Loop.BackEdge(at(m, IFEQ, 0), Loop.EdgeKind.JUMP),
            new Loop.BackEdge(at(m, GOTO, 0), Loop.EdgeKind.JUMP));
    assertThat(outer.contains(at(m, IINC, 0))).isTrue();
    assertThat(inner.contains(at(m, IINC, 2))).isFalse();
    assertThat(forest.around(at(m, IINC, 0))).containsExactly(outer, inner);
    assertThat(flow.dominates(outer.header(), inner.header())).isTrue();
    assertThat(flow.dominates(inner.header(), at(m, RETURN, 0))).isFalse();
    assertThat(List.of(outer.notMarkable() == null, inner.notMarkable() == null))
        .containsExactly(true, true);
  }

  @Test
  void countersAreTheVariableThatTheHeaderTests() throws Exception {
    MethodNode m = nested();
    ControlFlow flow = ControlFlow.of(m);
    LoopForest forest = LoopForest.of(m, flow);
    TypeFlow types = TypeFlow.of("Main", V1_1, m, HIERARCHY);
    assertThat(CounterFinder.find(m, flow, types, forest.loop(0))).isEqualTo(1);
    assertThat(CounterFinder.find(m, flow, types, forest.loop(1))).isEqualTo(2);
  }

  @Test
  void aLoopEnteredPastItsHeaderIsIrreducible() {
    MethodNode m =
        method(
            "(I)V",
            c -> {
              Label a = new Label();
              Label b = new Label();
              c.visitVarInsn(ILOAD, 0);
              c.visitJumpInsn(IFEQ, b);
              c.visitLabel(a);
              c.visitIincInsn(0, 1);
              c.visitLabel(b);
              c.visitVarInsn(ILOAD, 0);
              c.visitJumpInsn(IFNE, a);
              c.visitInsn(RETURN);
            });
    LoopForest forest = LoopForest.of(m, ControlFlow.of(m));
    assertThat(forest.loops()).hasSize(1);
    assertThat(forest.loop(0).notMarkable()).contains("irreducible");
  }

  @Test
  void aLoopThatGoesRoundByExceptionsCannotBeMarked() {
    MethodNode m =
        method(
            "()V",
            c -> {
              Label from = new Label();
              Label to = new Label();
              Label handler = new Label();
              c.visitTryCatchBlock(from, to, handler, "java/lang/Exception");
              c.visitInsn(ACONST_NULL);
              c.visitLabel(handler);
              c.visitLabel(from);
              c.visitMethodInsn(INVOKESTATIC, "X", "f", "(Ljava/lang/Exception;)V", false);
              c.visitLabel(to);
              c.visitInsn(RETURN);
            });
    LoopForest forest = LoopForest.of(m, ControlFlow.of(m));
    assertThat(forest.loops()).hasSize(1);
    assertThat(forest.loop(0).notMarkable()).isEqualTo("the loop goes round by exceptions only");
  }

  @Test
  void aHandlerThatCoversItsOwnStoreIsNoLoop() {
    MethodNode m =
        method(
            "()V",
            c -> {
              Label from = new Label();
              Label to = new Label();
              Label stored = new Label();
              c.visitTryCatchBlock(from, to, to, null);
              c.visitTryCatchBlock(to, stored, to, null);
              c.visitLabel(from);
              c.visitMethodInsn(INVOKESTATIC, "X", "f", "()V", false);
              c.visitInsn(RETURN);
              c.visitLabel(to);
              c.visitVarInsn(ASTORE, 0);
              c.visitLabel(stored);
              c.visitVarInsn(ALOAD, 0);
              c.visitInsn(ATHROW);
            });
    assertThat(LoopForest.of(m, ControlFlow.of(m)).loops()).isEmpty();
  }

  @Test
  void whatAHandlerReadsIsLiveInItsWholeRange() {
    MethodNode m =
        method(
            "(III)I",
            c -> {
              Label from = new Label();
              Label to = new Label();
              Label handler = new Label();
              c.visitTryCatchBlock(from, to, handler, "java/lang/Exception");
              c.visitLabel(from);
              c.visitMethodInsn(INVOKESTATIC, "X", "f", "()V", false);
              c.visitInsn(ICONST_1);
              c.visitVarInsn(ISTORE, 1);
              c.visitMethodInsn(INVOKESTATIC, "X", "g", "()V", false);
              c.visitLabel(to);
              c.visitVarInsn(ILOAD, 2);
              c.visitInsn(IRETURN);
              c.visitLabel(handler);
              c.visitInsn(POP);
              c.visitVarInsn(ILOAD, 1);
              c.visitInsn(IRETURN);
            });
    Liveness live = Liveness.of(m, ControlFlow.of(m));
    assertThat(live.before(0).stream()).containsExactly(1, 2);
    int g = at(m, INVOKESTATIC, 1);
    assertThat(live.before(g).stream()).containsExactly(1, 2);
    assertThat(live.after(g).stream()).containsExactly(2);
    assertThat(live.across(g).stream()).containsExactly(1, 2);
    assertThat(live.before(at(m, POP, 0)).stream()).containsExactly(1);
  }

  /** {@code x = cond ? a : b; use(x)} with the two types in local 1. */
  private static VType merged(Consumer<MethodNode> a, Consumer<MethodNode> b) throws Exception {
    MethodNode m =
        method(
            "(I)V",
            c -> {
              Label other = new Label();
              Label end = new Label();
              c.visitVarInsn(ILOAD, 0);
              c.visitJumpInsn(IFEQ, other);
              a.accept(c);
              c.visitVarInsn(ASTORE, 1);
              c.visitJumpInsn(GOTO, end);
              c.visitLabel(other);
              b.accept(c);
              c.visitVarInsn(ASTORE, 1);
              c.visitLabel(end);
              c.visitInsn(RETURN);
            });
    return TypeFlow.of("Main", V1_1, m, HIERARCHY).locals(at(m, RETURN, 0)).get(1);
  }

  private static Consumer<MethodNode> of(String type) {
    return c -> {
      c.visitInsn(ACONST_NULL);
      c.visitTypeInsn(CHECKCAST, type);
    };
  }

  @Test
  void typesMergeAsTheOldVerifierMergesThem() throws Exception {
    assertThat(merged(of("Kid"), of("Kit"))).isEqualTo(VType.object("Base"));
    assertThat(merged(of("Kid"), of("Base"))).isEqualTo(VType.object("Base"));
    assertThat(merged(of("Kid"), of("Face"))).isEqualTo(VType.JAVA_LANG_OBJECT);
    assertThat(merged(of("Kid"), of("java/lang/String"))).isEqualTo(VType.JAVA_LANG_OBJECT);
    assertThat(merged(of("[LKid;"), of("[LKit;"))).isEqualTo(VType.object("[LBase;"));
    assertThat(merged(of("[I"), of("[J"))).isEqualTo(VType.JAVA_LANG_OBJECT);
    assertThat(merged(of("[[I"), of("[[J"))).isEqualTo(VType.object("[Ljava/lang/Object;"));
    assertThat(merged(of("[LKid;"), of("[[LKid;"))).isEqualTo(VType.object("[Ljava/lang/Object;"));
    assertThat(merged(c -> c.visitInsn(ACONST_NULL), of("Kid"))).isEqualTo(VType.object("Kid"));
    assertThat(merged(c -> c.visitInsn(ACONST_NULL), c -> c.visitInsn(ACONST_NULL)))
        .isEqualTo(VType.NULL);
    assertThatThrownBy(() -> merged(of("Missing"), of("Kid")))
        .isInstanceOf(TypeFlowException.class)
        .hasMessage("class Missing is needed to tell a type, and is not found");
  }

  @Test
  void anUninitializedObjectCarriesItsNewAndAllCopiesBecomeObjects() throws Exception {
    MethodNode m =
        method(
            "()V",
            c -> {
              c.visitTypeInsn(NEW, "Kid");
              c.visitInsn(DUP);
              c.visitVarInsn(ASTORE, 0);
              c.visitVarInsn(ALOAD, 0);
              c.visitMethodInsn(INVOKESPECIAL, "Kid", "<init>", "()V", false);
              c.visitInsn(POP);
              c.visitInsn(RETURN);
            });
    TypeFlow types = TypeFlow.of("Main", Opcodes.V17, m, HIERARCHY);
    int init = at(m, INVOKESPECIAL, 0);
    assertThat(types.stack(init))
        .containsExactly(VType.uninitialized("Kid", 0), VType.uninitialized("Kid", 0));
    assertThat(types.locals(init).get(0)).isEqualTo(VType.uninitialized("Kid", 0));
    assertThat(types.stack(init + 1)).containsExactly(VType.object("Kid"));
    assertThat(types.locals(init + 1).get(0)).isEqualTo(VType.object("Kid"));
  }

  @Test
  void declaredFramesAreTheTruth() throws Exception {
    MethodNode m =
        method(
            "(Ljava/lang/Object;)V",
            c -> {
              Label l = new Label();
              c.visitVarInsn(ALOAD, 0);
              c.visitJumpInsn(IFNULL, l);
              c.visitLabel(l);
              c.visitFrame(F_NEW, 1, new Object[] {"Face"}, 0, new Object[0]);
              c.visitInsn(RETURN);
            });
    TypeFlow types = TypeFlow.of("Main", V17, m, HIERARCHY);
    assertThat(types.declared()).isTrue();
    assertThat(types.locals(at(m, RETURN, 0)).get(0)).isEqualTo(VType.object("Face"));
  }

  @Test
  void heldMonitorsAndCopiesOfTheLock() throws Exception {
    MethodNode m =
        method(
            "(Ljava/lang/Object;)V",
            c -> {
              c.visitVarInsn(ALOAD, 0);
              c.visitInsn(DUP);
              c.visitVarInsn(ASTORE, 1);
              c.visitInsn(MONITORENTER);
              c.visitLdcInsn("b");
              c.visitInsn(DUP);
              c.visitInsn(MONITORENTER);
              c.visitMethodInsn(INVOKESTATIC, "X", "f", "()V", false);
              c.visitInsn(MONITOREXIT);
              c.visitVarInsn(ALOAD, 1);
              c.visitInsn(MONITOREXIT);
              c.visitInsn(RETURN);
            });
    MonitorFlow monitors = MonitorFlow.of("Main", m, ControlFlow.of(m));
    int a = at(m, MONITORENTER, 0);
    int b = at(m, MONITORENTER, 1);
    int call = at(m, INVOKESTATIC, 0);
    assertThat(monitors.held(a)).isEmpty();
    assertThat(monitors.held(b)).containsExactly(a);
    assertThat(monitors.held(call)).containsExactly(a, b);
    assertThat(monitors.held(at(m, RETURN, 0))).isEmpty();
    assertThat(monitors.localIsLock(call, 0, a)).isTrue();
    assertThat(monitors.localIsLock(call, 1, a)).isTrue();
    assertThat(monitors.localIsLock(call, 1, b)).isFalse();
    assertThat(monitors.operandIsLock(call, 0, b)).isTrue();
  }

  @Test
  void aReturnWithAMonitorHeldIsUnstructured() {
    MethodNode m =
        method(
            "(Ljava/lang/Object;)V",
            c -> {
              c.visitVarInsn(ALOAD, 0);
              c.visitInsn(MONITORENTER);
              c.visitInsn(RETURN);
            });
    assertThatThrownBy(() -> MonitorFlow.of("Main", m, ControlFlow.of(m)))
        .isInstanceOf(MonitorFlow.UnstructuredException.class)
        .hasMessage("the method returns with a monitor held");
  }

  /** What version 50 may leave out: woven code needs frames where the class has them elsewhere. */
  @Test
  void straightCodeOfVersion50CountsAsDeclared() throws TypeFlowException {
    MethodNode m = new MethodNode(Opcodes.ACC_STATIC, "m", "()V", null, null);
    m.maxStack = 1;
    m.instructions.add(new InsnNode(Opcodes.NOP));
    m.instructions.add(new InsnNode(Opcodes.RETURN));
    assertThat(TypeFlow.of("Main", Opcodes.V1_6, m, HIERARCHY).declared()).isTrue();
    assertThat(TypeFlow.of("Main", Opcodes.V1_5, m, HIERARCHY).declared()).isFalse();
    LabelNode end = new LabelNode();
    m.instructions.insert(new JumpInsnNode(Opcodes.IFEQ, end));
    m.instructions.insert(new InsnNode(Opcodes.ICONST_0));
    m.instructions.insertBefore(m.instructions.getLast(), end);
    assertThat(TypeFlow.of("Main", Opcodes.V1_6, m, HIERARCHY).declared()).isFalse();
  }
}
