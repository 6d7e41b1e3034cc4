package dev.cairn.instrumenter.weave;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;

/**
 * Leaves one stack map frame per instruction. Where the weaver put one beside a declared one, the
 * declared one stays: control that falls through from the weaver's fits it, as it did before.
 */
final class FrameTidy {
  private FrameTidy() {}

  static void tidy(Body body) {
    InsnList list = body.method.instructions;
    FrameNode last = null;
    for (AbstractInsnNode n : list.toArray()) {
      if (n.getOpcode() >= 0) {
        last = null;
      } else if (n instanceof FrameNode frame) {
        if (last == null) {
          last = frame;
        } else if (body.isDeclared(frame)) {
          list.remove(last);
          last = frame;
        } else {
          list.remove(frame);
        }
      }
    }
    if (last != null) { // nothing follows
      list.remove(last);
    }
  }
}
