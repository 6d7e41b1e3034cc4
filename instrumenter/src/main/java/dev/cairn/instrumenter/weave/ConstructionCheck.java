package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Whether {@link Constructions} can move a {@code new} down to its constructor call: an
 * uninitialized object may be copied and dropped, but nothing may look at it.
 */
final class ConstructionCheck {
  private ConstructionCheck() {}

  static void check(MethodAnalysis a, BitSet constructions) throws UnsupportedException {
    for (int i = 0; i < a.flow().size(); i++) {
      AbstractInsnNode node = a.method().instructions.get(i);
      int opcode = node.getOpcode();
      if (opcode < 0 || !a.types().known(i)) {
        continue;
      }
      int looked = lookedAt(opcode);
      List<VType> stack = a.types().stack(i);
      for (int k = 0; k < looked && k < stack.size(); k++) {
        VType t = stack.get(stack.size() - 1 - k);
        if (t.kind() == VType.Kind.UNINITIALIZED
            && constructions.get(t.newAt())
            && !(node instanceof MethodInsnNode call && call.name.equals("<init>"))) {
          throw new UnsupportedException(
              a.line(i), "an object is looked at before its constructor has run");
        }
      }
    }
  }

  /** How many operands, at most, an instruction takes of which none is merely moved. */
  private static int lookedAt(int opcode) {
    return switch (opcode) {
      case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> 1;
      case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> 2;
      default -> 0;
    };
  }
}
