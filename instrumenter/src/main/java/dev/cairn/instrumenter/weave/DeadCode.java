package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ControlFlow;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Removes what the clone never gets to: mostly what stands before the outermost loop. */
final class DeadCode {
  private final MethodNode method;
  private final InsnList list;
  private final BitSet reached = new BitSet();
  private final Deque<Integer> work = new ArrayDeque<>();

  private DeadCode(MethodNode method) {
    this.method = method;
    this.list = method.instructions;
  }

  static void remove(MethodNode method) {
    new DeadCode(method).remove();
  }

  private void remove() {
    reach(0);
    boolean grown = true;
    while (grown) {
      walk();
      grown = false;
      for (TryCatchBlockNode t : method.tryCatchBlocks) {
        if (!reached.get(list.indexOf(t.handler)) && covers(t.start, t.end)) {
          reach(list.indexOf(t.handler));
          grown = true;
        }
      }
    }
    AbstractInsnNode[] nodes = list.toArray();
    boolean nextDead = true;
    boolean lineTold = true; // of the live code that follows
    for (int i = nodes.length - 1; i >= 0; i--) {
      if (nodes[i].getOpcode() >= 0) {
        nextDead = !reached.get(i);
        lineTold &= nextDead;
      }
      boolean removable = nodes[i].getOpcode() >= 0 || nodes[i] instanceof FrameNode;
      if (nodes[i] instanceof LineNumberNode) {
        // Live code may have its line from dead code before it: the last such entry stays.
        removable = lineTold;
        lineTold = true;
      }
      if (nextDead && removable) {
        list.remove(nodes[i]);
      }
    }
    method.tryCatchBlocks.removeIf(t -> isEmpty(t.start, t.end));
    if (method.localVariables != null) {
      method.localVariables.removeIf(v -> isEmpty(v.start, v.end));
    }
  }

  private void reach(int index) {
    if (!reached.get(index)) {
      reached.set(index);
      work.push(index);
    }
  }

  private void walk() {
    while (!work.isEmpty()) {
      int i = work.pop();
      AbstractInsnNode node = list.get(i);
      if (node instanceof JumpInsnNode jump) {
        reach(list.indexOf(jump.label));
      } else if (node instanceof TableSwitchInsnNode s) {
        reach(s.labels, s.dflt);
      } else if (node instanceof LookupSwitchInsnNode s) {
        reach(s.labels, s.dflt);
      }
      if (!ControlFlow.endsFlow(node.getOpcode()) && i + 1 < list.size()) {
        reach(i + 1);
      }
    }
  }

  private void reach(List<LabelNode> labels, LabelNode dflt) {
    labels.forEach(l -> reach(list.indexOf(l)));
    reach(list.indexOf(dflt));
  }

  private boolean covers(LabelNode start, LabelNode end) {
    int to = list.indexOf(end);
    for (int i = list.indexOf(start); i < to; i++) {
      if (reached.get(i) && list.get(i).getOpcode() >= 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmpty(LabelNode start, LabelNode end) {
    for (AbstractInsnNode n = start; n != end && n != null; n = n.getNext()) {
      if (n.getOpcode() >= 0) {
        return false;
      }
    }
    return true;
  }
}
