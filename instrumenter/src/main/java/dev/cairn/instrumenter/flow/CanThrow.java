package dev.cairn.instrumenter.flow;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * Which instructions can throw by themselves (JVMS 6.5), structured locking presumed: {@code
 * monitorexit} can't.
 */
final class CanThrow {
  private CanThrow() {}

  static boolean test(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    if (opcode < 0) {
      return false;
    }
    return switch (opcode) {
      case Opcodes.LDC,
          Opcodes.IDIV,
          Opcodes.LDIV,
          Opcodes.IREM,
          Opcodes.LREM,
          Opcodes.MONITORENTER ->
          true;
      default ->
          (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD)
              || (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE)
              || (opcode >= Opcodes.GETSTATIC && opcode <= Opcodes.INSTANCEOF) // athrow too
              || opcode == Opcodes.MULTIANEWARRAY;
    };
  }
}
