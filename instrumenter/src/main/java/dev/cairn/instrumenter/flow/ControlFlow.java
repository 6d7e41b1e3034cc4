package dev.cairn.instrumenter.flow;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The basic blocks of a method, their edges and dominators.
 *
 * <p>Instructions are named by their index in {@link MethodNode#instructions}. Labels, line numbers
 * and frames are no instructions; {@link #real} maps them to the instruction they stand before. A
 * block has an exception edge to every handler that can be entered from one of its instructions;
 * one that can't throw has none, so that a compiler's handler that covers its own first store is no
 * loop. A block never straddles the border of a try range.
 *
 * <p>Immutable, and valid as long as the method's instruction list isn't changed.
 */
public final class ControlFlow {
  private final AbstractInsnNode[] nodes;
  private final int[] real;
  private final int[] blockOf;
  private final int[] starts;
  private final int[][] successors;
  private final int[][] handlers;
  private final Dominators dominators;

  private ControlFlow(MethodNode method) {
    InsnList list = method.instructions;
    nodes = list.toArray();
    real = realIndices(nodes);
    BitSet leaders = leaders(method);
    starts = leaders.stream().toArray();
    blockOf = new int[nodes.length + 1];
    int block = -1;
    for (int i = 0; i < nodes.length; i++) {
      if (leaders.get(i)) {
        block++;
      }
      blockOf[i] = block;
    }
    blockOf[nodes.length] = -1;
    successors = new int[starts.length][];
    handlers = new int[starts.length][];
    for (int b = 0; b < starts.length; b++) {
      successors[b] = blocks(targets(list, last(b)));
    }
    exceptionEdges(method);
    int[][] all = new int[starts.length][];
    for (int b = 0; b < all.length; b++) {
      all[b] = concat(successors[b], handlers[b]);
    }
    dominators = new Dominators(all);
  }

  /** Analyses a method that has code. */
  public static ControlFlow of(MethodNode method) {
    return new ControlFlow(method);
  }

  /** The number of nodes in the instruction list. */
  public int size() {
    return nodes.length;
  }

  AbstractInsnNode node(int index) {
    return nodes[index];
  }

  /** The first instruction at or after {@code index}, or {@link #size} where none follows. */
  public int real(int index) {
    return real[index];
  }

  /** The first instruction at or after a label. */
  int real(InsnList list, LabelNode label) {
    return real[list.indexOf(label)];
  }

  public int blockCount() {
    return starts.length;
  }

  /** The block of the instruction that stands at or follows {@code index}, or -1 at the end. */
  public int blockOf(int index) {
    return blockOf[real[index]];
  }

  /** The first instruction of a block. */
  public int start(int block) {
    return starts[block];
  }

  /** One past the last node of a block. */
  public int end(int block) {
    return block + 1 < starts.length ? starts[block + 1] : nodes.length;
  }

  /** The last instruction of a block. */
  public int last(int block) {
    int i = end(block) - 1;
    while (nodes[i].getOpcode() < 0) {
      i--;
    }
    return i;
  }

  /** Blocks that control may pass to from the end of this block, each once. */
  public int[] successors(int block) {
    return successors[block].clone();
  }

  /** Blocks of the handlers that can be entered from this block, each once. */
  public int[] handlers(int block) {
    return handlers[block].clone();
  }

  /** Whether control, exceptions included, gets from the entry to the instruction. */
  public boolean reachable(int index) {
    int b = blockOf(index);
    return b >= 0 && dominators.reachable(b);
  }

  /** Whether every way from the entry to instruction {@code b} passes instruction {@code a}. */
  public boolean dominates(int a, int b) {
    int blockA = blockOf(a);
    int blockB = blockOf(b);
    if (blockA < 0 || blockB < 0) {
      return false;
    }
    return blockA == blockB ? real[a] <= real[b] : dominators.dominates(blockA, blockB);
  }

  boolean blockDominates(int a, int b) {
    return dominators.dominates(a, b);
  }

  /** Whether the edge goes backwards in the depth-first order from the entry. */
  boolean retreating(int from, int to) {
    return dominators.order(to) <= dominators.order(from);
  }

  /** Indices of the instructions that control may pass to after {@code index}, handlers aside. */
  int[] targets(InsnList list, int index) {
    AbstractInsnNode node = nodes[index];
    int opcode = node.getOpcode();
    int[] result = new int[0];
    if (node instanceof JumpInsnNode jump) {
      result = new int[] {real(list, jump.label)};
    } else if (node instanceof TableSwitchInsnNode s) {
      result = switchTargets(list, s.labels, s.dflt);
    } else if (node instanceof LookupSwitchInsnNode s) {
      result = switchTargets(list, s.labels, s.dflt);
    }
    if (!endsFlow(opcode) && index + 1 < nodes.length && real[index + 1] < nodes.length) {
      result = concat(result, new int[] {real[index + 1]});
    }
    return result;
  }

  /** Whether control never passes from this instruction to the next in the list. */
  public static boolean endsFlow(int opcode) {
    return opcode == Opcodes.GOTO
        || opcode == Opcodes.ATHROW
        || opcode == Opcodes.TABLESWITCH
        || opcode == Opcodes.LOOKUPSWITCH
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN);
  }

  private int[] switchTargets(InsnList list, List<LabelNode> labels, LabelNode dflt) {
    int[] result = new int[labels.size() + 1];
    for (int i = 0; i < labels.size(); i++) {
      result[i] = real(list, labels.get(i));
    }
    result[labels.size()] = real(list, dflt);
    return result;
  }

  private static int[] realIndices(AbstractInsnNode[] nodes) {
    int[] real = new int[nodes.length + 1];
    real[nodes.length] = nodes.length;
    for (int i = nodes.length - 1; i >= 0; i--) {
      real[i] = nodes[i].getOpcode() >= 0 ? i : real[i + 1];
    }
    return real;
  }

  private BitSet leaders(MethodNode method) {
    InsnList list = method.instructions;
    BitSet leaders = new BitSet();
    leaders.set(real[0]);
    for (int i = 0; i < nodes.length; i++) {
      AbstractInsnNode n = nodes[i];
      boolean jumps =
          n instanceof JumpInsnNode
              || n instanceof TableSwitchInsnNode
              || n instanceof LookupSwitchInsnNode;
      if (jumps) {
        for (int t : targets(list, i)) {
          leaders.set(t);
        }
      }
      if (jumps || endsFlow(n.getOpcode())) {
        leaders.set(real[i + 1]);
      }
    }
    for (TryCatchBlockNode t : method.tryCatchBlocks) {
      leaders.set(real(list, t.start));
      leaders.set(real(list, t.end));
      leaders.set(real(list, t.handler));
    }
    leaders.clear(nodes.length);
    return leaders;
  }

  /** In table order, up to the first handler that catches all: none after it is ever entered. */
  private void exceptionEdges(MethodNode method) {
    BitSet[] edges = new BitSet[starts.length];
    BitSet closed = new BitSet();
    for (TryCatchBlockNode t : method.tryCatchBlocks) {
      int from = real(method.instructions, t.start);
      int to = real(method.instructions, t.end);
      int handler = blockOf[real(method.instructions, t.handler)];
      int first = from < nodes.length ? blockOf[from] : starts.length;
      for (int b = first; b < starts.length && starts[b] < to; b++) {
        if (edges[b] == null) {
          edges[b] = new BitSet();
        }
        if (!closed.get(b) && canThrow(b)) {
          edges[b].set(handler);
        }
        closed.set(b, closed.get(b) || t.type == null);
      }
    }
    for (int b = 0; b < edges.length; b++) {
      handlers[b] = edges[b] == null ? new int[0] : edges[b].stream().toArray();
    }
  }

  private boolean canThrow(int block) {
    for (int i = starts[block]; i < end(block); i++) {
      if (CanThrow.test(nodes[i])) {
        return true;
      }
    }
    return false;
  }

  private int[] blocks(int[] indices) {
    return Arrays.stream(indices).map(i -> blockOf[i]).distinct().toArray();
  }

  private static int[] concat(int[] a, int[] b) {
    int[] result = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, result, a.length, b.length);
    return result;
  }

  /** Immediate dominators after Cooper, Harvey and Kennedy, on reverse postorder numbers. */
  private static final class Dominators {
    private final int[] order; // block -> reverse postorder number, -1 where unreachable
    private final int[] idom; // by reverse postorder number
    private final int[] depth;

    Dominators(int[][] successors) {
      int n = successors.length;
      order = new int[n];
      int[] sequence = postorder(successors);
      int count = sequence.length;
      Arrays.fill(order, -1);
      for (int i = 0; i < count; i++) {
        order[sequence[i]] = count - 1 - i;
      }
      int[][] predecessors = predecessors(successors, count);
      idom = new int[count];
      Arrays.fill(idom, -1);
      depth = new int[count];
      if (count > 0) {
        idom[0] = 0;
      }
      boolean changed = true;
      while (changed) {
        changed = false;
        for (int b = 1; b < count; b++) {
          int best = -1;
          for (int p : predecessors[b]) {
            if (idom[p] >= 0) {
              best = best < 0 ? p : intersect(best, p);
            }
          }
          if (idom[b] != best) {
            idom[b] = best;
            changed = true;
          }
        }
      }
      for (int b = 1; b < count; b++) {
        depth[b] = depth[idom[b]] + 1;
      }
    }

    boolean reachable(int block) {
      return order[block] >= 0;
    }

    int order(int block) {
      return order[block];
    }

    boolean dominates(int a, int b) {
      int x = order[a];
      int y = order[b];
      if (x < 0 || y < 0) {
        return false;
      }
      while (depth[y] > depth[x]) {
        y = idom[y];
      }
      return x == y;
    }

    private int intersect(int a, int b) {
      int x = a;
      int y = b;
      while (x != y) {
        while (x > y) {
          x = idom[x];
        }
        while (y > x) {
          y = idom[y];
        }
      }
      return x;
    }

    private int[][] predecessors(int[][] successors, int count) {
      int[] sizes = new int[count];
      for (int b = 0; b < successors.length; b++) {
        if (order[b] >= 0) {
          for (int s : successors[b]) {
            sizes[order[s]]++;
          }
        }
      }
      int[][] result = new int[count][];
      for (int b = 0; b < count; b++) {
        result[b] = new int[sizes[b]];
      }
      for (int b = 0; b < successors.length; b++) {
        if (order[b] >= 0) {
          for (int s : successors[b]) {
            result[order[s]][--sizes[order[s]]] = order[b];
          }
        }
      }
      return result;
    }

    private static int[] postorder(int[][] successors) {
      int[] result = new int[successors.length];
      int size = 0;
      boolean[] seen = new boolean[successors.length];
      int[] next = new int[successors.length];
      Deque<Integer> stack = new ArrayDeque<>();
      if (successors.length > 0) {
        stack.push(0);
        seen[0] = true;
      }
      while (!stack.isEmpty()) {
        int b = stack.peek();
        if (next[b] < successors[b].length) {
          int s = successors[b][next[b]++];
          if (!seen[s]) {
            seen[s] = true;
            stack.push(s);
          }
        } else {
          result[size++] = stack.pop();
        }
      }
      return Arrays.copyOf(result, size);
    }
  }
}
