package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lets a class initialiser ask whether it has run in the job's former life.
 *
 * <pre>
 *   if (Woven.restored("pkg.Foo.<clinit>")) return;
 *   GO: ...
 * </pre>
 *
 * <p>The suffix keeps the literal from being one that the program has, too: JVMs intern the names
 * of classes, and only classes of a resumed job carry this guard, so that the bare name would tell
 * a resumed job's state from that of one that never stopped.
 */
final class InitializerGuard {
  private static final String SUFFIX = ".<clinit>";

  private InitializerGuard() {}

  static MethodNode emit(String owner, MethodNode original, int classVersion) {
    MethodNode copy =
        new MethodNode(
            ClassTree.API, original.access, original.name, original.desc, original.signature, null);
    original.accept(copy);
    LabelNode go = new LabelNode();
    Code code =
        new Code()
            .constant(owner.replace('/', '.') + SUFFIX)
            .woven(RuntimeCalls.RESTORED, RuntimeCalls.RESTORED_DESCRIPTOR)
            .jump(Opcodes.IFEQ, go)
            .insn(Opcodes.RETURN)
            .label(go);
    if ((classVersion & 0xffff) >= Opcodes.V1_6 && !startsWithFrame(copy)) {
      code.frame(new FrameNode(Opcodes.F_NEW, 0, new Object[0], 0, new Object[0]));
    }
    copy.instructions.insert(code.list);
    return copy;
  }

  private static boolean startsWithFrame(MethodNode method) {
    AbstractInsnNode n = method.instructions.getFirst();
    while (n != null && n.getOpcode() < 0) {
      if (n instanceof FrameNode) {
        return true;
      }
      n = n.getNext();
    }
    return false;
  }
}
