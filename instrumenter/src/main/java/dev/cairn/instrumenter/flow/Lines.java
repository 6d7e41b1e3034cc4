package dev.cairn.instrumenter.flow;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Source lines of instructions. */
public final class Lines {
  private Lines() {}

  /** The source line of the instruction at {@code index}, or -1 where the class doesn't tell. */
  public static int at(MethodNode method, int index) {
    for (AbstractInsnNode n = method.instructions.get(index); n != null; n = n.getPrevious()) {
      if (n instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return -1;
  }
}
