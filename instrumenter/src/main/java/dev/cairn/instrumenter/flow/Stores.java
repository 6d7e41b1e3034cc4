package dev.cairn.instrumenter.flow;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Which local an instruction writes. */
public final class Stores {
  private Stores() {}

  /** The slot that is written, of a wide value its first half; -1 where none is. */
  public static int slot(AbstractInsnNode node) {
    if (node instanceof IincInsnNode iinc) {
      return iinc.var;
    }
    return node instanceof VarInsnNode v
            && v.getOpcode() >= Opcodes.ISTORE
            && v.getOpcode() <= Opcodes.ASTORE
        ? v.var
        : -1;
  }
}
