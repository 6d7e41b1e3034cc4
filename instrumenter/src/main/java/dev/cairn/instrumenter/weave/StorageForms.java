package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.VType;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which floating-point operands have to be put into their storage form of 32 or 64 bits, so that a
 * job that isn't stopped goes on with the same values as one that is. What is stopped passes
 * through those bits; a value in a register may be wider on an x87 unit.
 *
 * <p>A local has been stored by the method itself or by its call; what is loaded, from a local, a
 * field, an array or the constants, has its storage form. What is left are results of arithmetic
 * and of calls that wait on the operand stack while a point is passed:
 *
 * <pre>
 *   a * b + f()      dload a; dload b; dmul; (dstore t; dload t); invoke f; dadd
 * </pre>
 *
 * The pair is no code at all once compiled: HotSpot 17 and later round each result (JEP 306).
 */
final class StorageForms {
  private StorageForms() {}

  /**
   * The instructions after which the uppermost operand has to be stored and loaded, and its kind,
   * {@code F} or {@code D}.
   */
  static SortedMap<Integer, Character> of(MethodAnalysis a, List<Point> points)
      throws UnsupportedException {
    if (points.stream().noneMatch(p -> p.state().stack().stream().anyMatch(StorageForms::floats))) {
      return Collections.emptySortedMap();
    }
    SortedMap<Integer, Character> result = new TreeMap<>();
    Frame<SourceValue>[] values = sources(a);
    for (Point p : points) {
      List<VType> stack = p.state().stack();
      for (int i = 0; i < stack.size(); i++) {
        Frame<SourceValue> here = values[p.at()];
        if (floats(stack.get(i)) && here != null) {
          for (AbstractInsnNode source : here.getStack(i).insns) {
            if (isComputed(source.getOpcode())) {
              result.put(a.method().instructions.indexOf(source), stack.get(i).computational());
            }
          }
        }
      }
    }
    return result;
  }

  /**
   * Emits them. Of what is put after one instruction the last comes first: to be done after the
   * latches, to which control may go on from there, and before the checks.
   */
  static void emit(Body body) {
    int slot = body.plan.layout().temps();
    for (Map.Entry<Integer, Character> e : body.plan.storageForms().entrySet()) {
      char kind = e.getValue();
      body.after(e.getKey(), new Code().store(kind, slot).load(kind, slot));
    }
  }

  private static boolean floats(VType type) {
    return type.equals(VType.FLOAT) || type.equals(VType.DOUBLE);
  }

  private static boolean isComputed(int opcode) {
    return (opcode >= Opcodes.IADD && opcode <= Opcodes.DNEG)
        || (opcode >= Opcodes.I2L && opcode <= Opcodes.D2F)
        || (opcode >= Opcodes.INVOKEVIRTUAL && opcode <= Opcodes.INVOKEDYNAMIC);
  }

  private static Frame<SourceValue>[] sources(MethodAnalysis a) throws UnsupportedException {
    MethodNode method = a.method();
    try {
      return new Analyzer<>(new Sources()).analyze(a.owner(), method);
    } catch (AnalyzerException e) {
      throw new UnsupportedException(
          a.line(0), "where its operands come from can't be told: " + e.getMessage());
    }
  }

  /** A copy on the stack is the same value; what is loaded from a local begins there. */
  private static final class Sources extends SourceInterpreter {
    Sources() {
      super(ClassTree.API);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
      int opcode = insn.getOpcode();
      return opcode >= Opcodes.DUP && opcode <= Opcodes.SWAP
          ? value
          : new SourceValue(value.getSize(), insn);
    }
  }
}
