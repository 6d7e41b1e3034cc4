package dev.cairn.instrumenter.flow;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * How often a counted loop's body runs, where that can be read off the code: the counter is set to
 * a constant right before the header, and the bound is a constant or a local that is set once in
 * the method, to a constant.
 */
final class KnownPasses {
  private final MethodNode method;
  private final InsnList list;
  private final ControlFlow flow;
  private final Loop loop;

  KnownPasses(MethodNode method, ControlFlow flow, Loop loop) {
    this.method = method;
    this.list = method.instructions;
    this.flow = flow;
    this.loop = loop;
  }

  /**
   * The number of passes, or 0 where it is not known or none.
   *
   * @param load where the header loads the counter
   * @param boundStart the bound's first instruction
   * @param boundEnd one past its last one
   */
  long count(int load, int boundStart, int boundEnd, int step, boolean inclusive) {
    Long bound = bound(boundStart, boundEnd);
    Long first = first(((VarInsnNode) list.get(load)).var);
    if (bound == null || first == null || !isSmall(bound) || !isSmall(first)) {
      return 0;
    }
    long way = step > 0 ? bound - first : first - bound;
    long size = Math.abs(step);
    return Math.max(0, inclusive ? Math.floorDiv(way, size) + 1 : -Math.floorDiv(-way, size));
  }

  /** So that nothing here runs over. */
  private static boolean isSmall(long value) {
    return value == (int) value;
  }

  private @Nullable Long bound(int start, int end) {
    if (start == end) {
      return 0L;
    }
    int only = flow.real(start);
    if (flow.real(only + 1) < end) {
      return null;
    }
    AbstractInsnNode node = list.get(only);
    int opcode = node.getOpcode();
    return node instanceof VarInsnNode v && (opcode == Opcodes.ILOAD || opcode == Opcodes.LLOAD)
        ? setOnce(v.var)
        : Constants.of(node);
  }

  /** What a local is, that is no parameter and written once: the verifier sees to the order. */
  private @Nullable Long setOnce(int slot) {
    int arguments = Type.getArgumentsAndReturnSizes(method.desc) >> 2;
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    if (slot < (isStatic ? arguments - 1 : arguments)) {
      return null;
    }
    int write = -1;
    for (int i = 0; i < list.size(); i++) {
      int written = Constants.written(list.get(i));
      if (written == slot || (written == slot - 1 && isWide(list.get(i)))) {
        if (write >= 0) {
          return null;
        }
        write = i;
      }
    }
    return write < 0 ? null : stored(write, slot);
  }

  private static boolean isWide(AbstractInsnNode store) {
    return store.getOpcode() == Opcodes.LSTORE || store.getOpcode() == Opcodes.DSTORE;
  }

  /** The counter's value on every way into the loop, or null. */
  private @Nullable Long first(int slot) {
    int header = flow.blockOf(loop.header());
    Long value = null;
    for (int b = 0; b < flow.blockCount(); b++) {
      if (loop.contains(flow.start(b)) || !leadsTo(b, header)) {
        continue;
      }
      Long here = atTheEnd(b, slot);
      if (here == null || (value != null && !value.equals(here))) {
        return null;
      }
      value = here;
    }
    return value;
  }

  private boolean leadsTo(int block, int target) {
    for (int s : flow.successors(block)) {
      if (s == target) {
        return flow.reachable(flow.start(block));
      }
    }
    return false;
  }

  private @Nullable Long atTheEnd(int block, int slot) {
    for (int i = flow.last(block); i >= flow.start(block); i--) {
      if (Constants.written(list.get(i)) == slot) {
        return stored(i, slot);
      }
    }
    return null;
  }

  /** The constant that a store, in the same block, takes from the instruction before it. */
  private @Nullable Long stored(int write, int slot) {
    int i = write - 1;
    while (i >= 0 && list.get(i).getOpcode() < 0) {
      i--;
    }
    boolean plain = list.get(write) instanceof VarInsnNode v && v.var == slot;
    return plain && i >= 0 && flow.blockOf(i) == flow.blockOf(write)
        ? Constants.of(list.get(i))
        : null;
  }
}
