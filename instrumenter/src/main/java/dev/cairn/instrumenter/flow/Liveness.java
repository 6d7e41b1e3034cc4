package dev.cairn.instrumenter.flow;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals may still be read: a backward data flow. What is live at a handler is live in its
 * whole try range, since an exception may leave from anywhere in it. Slots are those of the first
 * half of wide values. Immutable.
 */
public final class Liveness {
  private final MethodNode method;
  private final ControlFlow flow;
  private final BitSet[] liveOut; // per block
  private final BitSet[] handlerLive; // per block

  private Liveness(MethodNode method, ControlFlow flow) {
    this.method = method;
    this.flow = flow;
    int n = flow.blockCount();
    liveOut = new BitSet[n];
    BitSet[] liveIn = new BitSet[n];
    for (int b = 0; b < n; b++) {
      liveOut[b] = new BitSet();
      liveIn[b] = new BitSet();
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int b = n - 1; b >= 0; b--) {
        for (int s : flow.successors(b)) {
          liveOut[b].or(liveIn[s]);
        }
        BitSet handlers = new BitSet();
        for (int h : flow.handlers(b)) {
          handlers.or(liveIn[h]);
        }
        BitSet in = walk(b, flow.start(b), liveOut[b], handlers);
        if (!in.equals(liveIn[b])) {
          liveIn[b] = in;
          changed = true;
        }
      }
    }
    this.handlerLive = new BitSet[n];
    for (int b = 0; b < n; b++) {
      handlerLive[b] = new BitSet();
      for (int h : flow.handlers(b)) {
        handlerLive[b].or(liveIn[h]);
      }
    }
  }

  public static Liveness of(MethodNode method, ControlFlow flow) {
    return new Liveness(method, flow);
  }

  /** The slots that are live before the instruction that stands at or follows {@code index}. */
  public BitSet before(int index) {
    int b = flow.blockOf(index);
    return walk(b, flow.real(index), liveOut[b], handlerLive[b]);
  }

  /**
   * The slots that are live once the instruction has completed and control has passed to the next
   * in the list. An exception that leaves from {@code index} itself is not considered.
   */
  public BitSet after(int index) {
    return index + 1 < flow.size() && flow.real(index + 1) < flow.size()
        ? before(index + 1)
        : new BitSet();
  }

  /**
   * The slots that are read once the instruction is over: after it, or in a handler that catches
   * what it throws.
   */
  public BitSet across(int index) {
    BitSet result = after(index);
    result.or(handlerLive[flow.blockOf(index)]);
    return result;
  }

  private BitSet walk(int block, int from, BitSet out, BitSet handlers) {
    BitSet live = (BitSet) out.clone();
    live.or(handlers);
    for (int i = flow.end(block) - 1; i >= from; i--) {
      step(method.instructions.get(i), live);
      live.or(handlers);
    }
    return live;
  }

  private static void step(AbstractInsnNode node, BitSet live) {
    if (node instanceof VarInsnNode v) {
      boolean load = v.getOpcode() >= Opcodes.ILOAD && v.getOpcode() <= Opcodes.ALOAD;
      live.set(v.var, load);
    } else if (node instanceof IincInsnNode i) {
      live.set(i.var);
    }
  }
}
