package dev.cairn.instrumenter.flow;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds a loop's own counter: an int or long local that the loop advances by a constant, and that
 * the header tests. Where several qualify it is the first that the header loads.
 */
public final class CounterFinder {
  private CounterFinder() {}

  /**
   * The counter's slot.
   *
   * @return -1 where the loop has none
   */
  public static int find(MethodNode method, ControlFlow flow, TypeFlow types, Loop loop) {
    if (!types.known(loop.header())) {
      return -1;
    }
    BitSet advanced = advanced(method.instructions, loop);
    int counter = tested(method.instructions, flow, loop.header(), advanced);
    if (counter < 0) { // do-while: the test stands at the latch
      for (Loop.BackEdge e : loop.backEdges()) {
        if (counter < 0 && e.kind() == Loop.EdgeKind.JUMP) {
          int block = flow.blockOf(e.from());
          counter = tested(method.instructions, flow, flow.start(block), advanced);
        }
      }
    }
    return counter >= 0 && isCounter(types, loop, counter) ? counter : -1;
  }

  /** Whether a local can be given as the loop's counter at its latch. */
  public static boolean isCounter(TypeFlow types, Loop loop, int slot) {
    VType type =
        slot < types.locals(loop.header()).size()
            ? types.locals(loop.header()).get(slot)
            : VType.TOP;
    return type.equals(VType.INT) || type.equals(VType.LONG);
  }

  private static int tested(InsnList list, ControlFlow flow, int start, BitSet advanced) {
    int block = flow.blockOf(start);
    int last = flow.last(block);
    if (!isTest(list.get(last).getOpcode())) {
      return -1;
    }
    for (int i = start; i < last; i++) {
      if (list.get(i) instanceof VarInsnNode v
          && (v.getOpcode() == Opcodes.ILOAD || v.getOpcode() == Opcodes.LLOAD)
          && advanced.get(v.var)) {
        return v.var;
      }
    }
    return -1;
  }

  private static boolean isTest(int opcode) {
    return opcode >= Opcodes.IFEQ && opcode <= Opcodes.IF_ICMPLE;
  }

  /** Slots with {@code iinc k c}, {@code iload k; const; iadd; istore k}, or the same on longs. */
  private static BitSet advanced(InsnList list, Loop loop) {
    BitSet result = new BitSet();
    for (int i = loop.body().nextSetBit(0); i >= 0; i = loop.body().nextSetBit(i + 1)) {
      AbstractInsnNode node = list.get(i);
      if (node instanceof IincInsnNode iinc) {
        result.set(iinc.var);
      } else if (node instanceof VarInsnNode load
          && (load.getOpcode() == Opcodes.LLOAD || load.getOpcode() == Opcodes.ILOAD)
          && addsAndStores(load)) {
        result.set(load.var);
      }
    }
    return result;
  }

  private static boolean addsAndStores(VarInsnNode load) {
    AbstractInsnNode constant = load.getNext();
    AbstractInsnNode add = constant == null ? null : constant.getNext();
    AbstractInsnNode store = add == null ? null : add.getNext();
    return constant != null
        && isConstant(constant.getOpcode())
        && add != null
        && isSum(add.getOpcode())
        && store instanceof VarInsnNode s
        && (s.getOpcode() == Opcodes.LSTORE || s.getOpcode() == Opcodes.ISTORE)
        && s.var == load.var;
  }

  private static boolean isConstant(int opcode) {
    return opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.LDC;
  }

  private static boolean isSum(int opcode) {
    return opcode == Opcodes.LADD
        || opcode == Opcodes.LSUB
        || opcode == Opcodes.IADD
        || opcode == Opcodes.ISUB;
  }
}
