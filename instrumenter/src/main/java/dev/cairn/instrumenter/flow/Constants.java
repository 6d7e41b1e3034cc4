package dev.cairn.instrumenter.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Constants that single instructions push. */
final class Constants {
  private Constants() {}

  /** The integral constant that is pushed, or null (JVMS 6.5: iconst, lconst, bipush, ldc). */
  static @Nullable Long of(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return (long) opcode - Opcodes.ICONST_0;
    }
    if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
      return (long) opcode - Opcodes.LCONST_0;
    }
    if (node instanceof IntInsnNode i && opcode != Opcodes.NEWARRAY) {
      return (long) i.operand;
    }
    if (node instanceof LdcInsnNode ldc && ldc.cst instanceof Integer i) {
      return i.longValue();
    }
    return node instanceof LdcInsnNode ldc && ldc.cst instanceof Long l ? l : null;
  }
}
