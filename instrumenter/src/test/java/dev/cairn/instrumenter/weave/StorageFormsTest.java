package dev.cairn.instrumenter.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.instrumenter.flow.ClassTree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Wherever a job may be stopped, its floating-point operands have been in 32 or 64 bits, stopped or
 * not. What a value is, is told here from the woven bytecode alone.
 */
final class StorageFormsTest {
  private static final String OPERANDS =
      """
      public class Main {
        static double field = 0.3;
        static double d(double x) { for (int i = 0; i < 2; i++) x = x * 0.7 + 0.1; return x; }
        static float f(float x) { for (int i = 0; i < 2; i++) x = x * 0.7f; return x; }
        static double run(double a, double b, float c, int n, double[] ds) {
          double r = a * b + d(a);                       // arithmetic below a call
          r += a + d(b);                                 // a load: nothing to do
          r = d(r) + d(b) * (a / 3 - d(c));              // calls' results, two deep
          r += (n > 2 ? a * 3 : n > 1 ? b : d(1)) + d(n);  // of three sources
          ds[n] += f(c * 2) * f((float) r) + d(ds[0] -= d(2)); // copies of a result
          field *= -a % b * d(-c);
          return (float) a + (double) n + d(r) * field;
        }
        static String run() {
          String out = "";
          double[] ds = {1, 2, 3, 4};
          for (int n = 0; n < 4; n++) out += run(n * 0.1, n + 0.7, n * 0.3f, n, ds) + " ";
          return out + field + java.util.Arrays.toString(ds);
        }
      }
      """;

  /** Whether an operand has been in its storage form since it was computed. */
  private static final class Width extends BasicInterpreter {
    /** Of these no more is known than that they were never rounded. */
    private static final BasicValue WIDE_FLOAT = new BasicValue(org.objectweb.asm.Type.FLOAT_TYPE);

    private static final BasicValue WIDE_DOUBLE =
        new BasicValue(org.objectweb.asm.Type.DOUBLE_TYPE);

    Width() {
      super(ClassTree.API);
    }

    static boolean isWide(BasicValue v) {
      return v == WIDE_FLOAT || v == WIDE_DOUBLE;
    }

    private static BasicValue computed(AbstractInsnNode insn, BasicValue v) {
      boolean loaded =
          insn.getOpcode() == Opcodes.GETFIELD
              || insn.getOpcode() == Opcodes.FALOAD
              || insn.getOpcode() == Opcodes.DALOAD
              || (insn instanceof MethodInsnNode m && m.owner.equals(RuntimeCalls.FRAME)); // saved
      return v == null || loaded
          ? v
          : v.equals(BasicValue.FLOAT_VALUE)
              ? WIDE_FLOAT
              : v.equals(BasicValue.DOUBLE_VALUE) ? WIDE_DOUBLE : v;
    }

    @Override
    public BasicValue copyOperation(AbstractInsnNode insn, BasicValue v) throws AnalyzerException {
      boolean shuffled = insn.getOpcode() >= Opcodes.DUP && insn.getOpcode() <= Opcodes.SWAP;
      return shuffled || !isWide(v) ? v : newValue(v.getType());
    }

    @Override
    public BasicValue unaryOperation(AbstractInsnNode insn, BasicValue v) throws AnalyzerException {
      return computed(insn, super.unaryOperation(insn, v));
    }

    @Override
    public BasicValue binaryOperation(AbstractInsnNode insn, BasicValue a, BasicValue b)
        throws AnalyzerException {
      return computed(insn, super.binaryOperation(insn, a, b));
    }

    @Override
    public BasicValue naryOperation(AbstractInsnNode insn, List<? extends BasicValue> values)
        throws AnalyzerException {
      return computed(insn, super.naryOperation(insn, values));
    }

    @Override
    public BasicValue merge(BasicValue a, BasicValue b) {
      return isWide(b) && a.equals(b) ? b : super.merge(a, b);
    }
  }

  /** Operands of a method at its points: how many there are, and which are wide. */
  private static final class Seen {
    int operands;
    final List<String> wide = new ArrayList<>();
  }

  private static boolean isPoint(AbstractInsnNode n) {
    return n instanceof FieldInsnNode f
        ? f.owner.equals(RuntimeCalls.WOVEN) && n.getOpcode() == Opcodes.GETSTATIC
        : n instanceof MethodInsnNode m
            && m.owner.equals(RuntimeCalls.WOVEN)
            && m.name.equals(RuntimeCalls.LEAVING);
  }

  private static Seen look(byte[] bytes) throws AnalyzerException {
    ClassNode tree = new ClassNode();
    new ClassReader(bytes).accept(tree, 0);
    Seen seen = new Seen();
    for (MethodNode m : tree.methods) {
      Frame<BasicValue>[] frames = new Analyzer<>(new Width()).analyze(tree.name, m);
      for (int i = 0; i < frames.length; i++) {
        if (frames[i] != null && isPoint(m.instructions.get(i))) {
          look(m, frames[i], result(m, i), seen);
        }
      }
    }
    return seen;
  }

  /** The call's own result lies uppermost; LEAVING has its argument above that. */
  private static int result(MethodNode m, int i) {
    return m.instructions.get(i) instanceof FieldInsnNode ? 0 : 2;
  }

  private static void look(MethodNode m, Frame<BasicValue> at, int above, Seen seen) {
    IntStream.range(0, Math.max(0, at.getStackSize() - above))
        .mapToObj(at::getStack)
        .filter(v -> v.equals(BasicValue.FLOAT_VALUE) || v.equals(BasicValue.DOUBLE_VALUE))
        .forEach(
            v -> {
              seen.operands++;
              if (Width.isWide(v)) {
                seen.wide.add(m.name + m.desc);
              }
            });
    for (int i = 0; i < at.getLocals(); i++) {
      assertThat(Width.isWide(at.getLocal(i))).as("local %d of %s", i, m.name).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(SaveForm.class)
  void operandsAreNarrowWhereAJobMayStop(SaveForm form) throws AnalyzerException {
    Seen seen = look(Program.java(OPERANDS).saving(form).weave().get("Main").bytes());
    assertThat(seen.operands).isGreaterThan(10);
    assertThat(seen.wide).isEmpty();
  }

  @Test
  void whatIsLoadedIsLeft() throws Exception {
    Program p = Program.java(OPERANDS);
    assertThat(stores(p.weave().get("Main").bytes()) - stores(p.classes.get("Main")))
        .as("stores that weaving adds to run")
        .isEqualTo(10);
  }

  /** Of floats and doubles, in the method under test. */
  private static long stores(byte[] bytes) {
    ClassNode tree = new ClassNode();
    new ClassReader(bytes).accept(tree, 0);
    MethodNode run =
        tree.methods.stream().filter(m -> m.desc.equals("(DDFI[D)D")).findFirst().orElseThrow();
    return IntStream.range(0, run.instructions.size())
        .map(i -> run.instructions.get(i).getOpcode())
        .filter(o -> o == Opcodes.FSTORE || o == Opcodes.DSTORE)
        .count();
  }

  @Test
  void theSameResultStoppedAnywhere() {
    Harness h = Harness.prove(Program.java(OPERANDS));
    assertThat(h.moves).isPositive();
  }
}
