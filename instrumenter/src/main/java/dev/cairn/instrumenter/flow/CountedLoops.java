package dev.cairn.instrumenter.flow;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Recognises {@link CountedLoop}s. */
public final class CountedLoops {
  /** So that a strip of some hundred steps is far from the end of an int. */
  private static final int MOST = 1 << 16;

  private final InsnList list;
  private final ControlFlow flow;
  private final Loop loop;
  private final BitSet written = new BitSet();
  private final Map<Integer, Integer> writes = new HashMap<>();

  private CountedLoops(MethodNode method, ControlFlow flow, Loop loop) {
    this.list = method.instructions;
    this.flow = flow;
    this.loop = loop;
    for (int i = loop.body().nextSetBit(0); i >= 0; i = loop.body().nextSetBit(i + 1)) {
      int slot = Stores.slot(list.get(i));
      if (slot >= 0) {
        written.set(slot);
        writes.merge(slot, 1, Integer::sum);
      }
    }
  }

  /** The loop as a counted one, or null where it is none. */
  public static @Nullable CountedLoop of(MethodNode method, ControlFlow flow, Loop loop) {
    if (loop.irreducible()
        || loop.backEdges().stream().anyMatch(e -> e.kind() == Loop.EdgeKind.EXCEPTION)) {
      return null;
    }
    return new CountedLoops(method, flow, loop).find();
  }

  /** What stands between the two operands of a test, in the order of the opcodes (JVMS 6.5). */
  private enum Relation {
    LT,
    GE,
    GT,
    LE;

    static Relation of(int opcode, int base) {
      return values()[opcode - base];
    }

    Relation opposite() {
      return switch (this) {
        case LT -> GE;
        case GE -> LT;
        case GT -> LE;
        case LE -> GT;
      };
    }

    /** With the operands exchanged. */
    Relation mirrored() {
      return switch (this) {
        case LT -> GT;
        case GT -> LT;
        case GE -> LE;
        case LE -> GE;
      };
    }

    boolean up() {
      return this == LT || this == LE;
    }

    boolean inclusive() {
      return this == LE || this == GE;
    }
  }

  /**
   * The header is one block, in one of these forms, or with the operands exchanged:
   *
   * <pre>
   *   iload i; bound; if_icmpxx      lload i; bound; lcmp; ifxx      iload i; ifxx
   * </pre>
   */
  private @Nullable CountedLoop find() {
    int block = flow.blockOf(loop.header());
    int test = flow.last(block);
    int opcode = list.get(test).getOpcode();
    int first = loop.header();
    if (first != flow.start(block)) {
      return null;
    }
    if (opcode >= Opcodes.IF_ICMPLT && opcode <= Opcodes.IF_ICMPLE) {
      return compared(first, test, test, Relation.of(opcode, Opcodes.IF_ICMPLT), 'I');
    }
    if (opcode < Opcodes.IFLT || opcode > Opcodes.IFLE) {
      return null;
    }
    int compare = previous(test);
    Relation relation = Relation.of(opcode, Opcodes.IFLT);
    if (list.get(compare).getOpcode() == Opcodes.LCMP) {
      return compared(first, compare, test, relation, 'J');
    }
    return compare == first && loads(first, 'I') && isCounter(first)
        ? counted(first, test, test, test, relation, 'I')
        : null;
  }

  /** Two operands compared by the instruction at {@code end}. */
  private @Nullable CountedLoop compared(
      int first, int end, int test, Relation relation, char kind) {
    int last = previous(end);
    if (loads(first, kind) && isCounter(first)) {
      int second = flow.real(first + 1);
      return isBound(second, end, kind) ? counted(first, second, end, test, relation, kind) : null;
    }
    if (loads(last, kind) && isCounter(last) && isBound(first, last, kind)) {
      return counted(last, first, last, test, relation.mirrored(), kind);
    }
    return null;
  }

  private @Nullable CountedLoop counted(
      int load, int boundStart, int boundEnd, int test, Relation relation, char kind) {
    boolean jumpsIn = loop.contains(flow.real(list, ((JumpInsnNode) list.get(test)).label));
    boolean fallsIn = loop.contains(flow.real(test + 1));
    Relation goesOn = jumpsIn ? relation : relation.opposite();
    boolean inclusive = goesOn.inclusive();
    int slot = ((VarInsnNode) list.get(load)).var;
    int step = step(slot, kind);
    if (step == 0 || goesOn.up() != step > 0 || jumpsIn == fallsIn) {
      return null;
    }
    Long bound = constant(boundStart, boundEnd);
    boolean last = inclusive || Math.abs(step) > 1;
    boolean canOverflow = last && (bound == null || !reachable(bound, step, kind));
    return new CountedLoop(
        slot, kind, step, inclusive, boundStart, boundEnd, canOverflow, test, jumpsIn);
  }

  /** Whether a counter can go one step past the bound without running over. */
  private static boolean reachable(long bound, int step, char kind) {
    long most = kind == 'I' ? Integer.MAX_VALUE : Long.MAX_VALUE;
    long least = kind == 'I' ? Integer.MIN_VALUE : Long.MIN_VALUE;
    return step > 0 ? bound <= most - step : bound >= least - step;
  }

  private boolean isCounter(int load) {
    return writes.getOrDefault(((VarInsnNode) list.get(load)).var, 0) == 1;
  }

  private boolean loads(int index, char kind) {
    return list.get(index).getOpcode() == (kind == 'I' ? Opcodes.ILOAD : Opcodes.LLOAD);
  }

  /** The instruction before this one in the loop's code, or the header. */
  private int previous(int index) {
    int i = index - 1;
    while (i > loop.header() && list.get(i).getOpcode() < 0) {
      i--;
    }
    return Math.max(i, loop.header());
  }

  /** The counter's step, or 0 where it isn't advanced once on every way round. */
  private int step(int slot, char kind) {
    for (int i = loop.body().nextSetBit(0); i >= 0; i = loop.body().nextSetBit(i + 1)) {
      if (Stores.slot(list.get(i)) == slot) {
        int write = i;
        boolean always = loop.backEdges().stream().allMatch(e -> flow.dominates(write, e.from()));
        long step = always ? advance(write, slot, kind) : 0;
        return Math.abs(step) <= MOST ? (int) step : 0;
      }
    }
    return 0;
  }

  /** {@code iinc i c}, {@code iload i; c; iadd; istore i}, or the same on longs. */
  private long advance(int write, int slot, char kind) {
    if (list.get(write) instanceof IincInsnNode iinc) {
      return kind == 'I' ? iinc.incr : 0;
    }
    int add = previous(write);
    int amount = previous(add);
    int load = previous(amount);
    int opcode = list.get(add).getOpcode();
    boolean adds = opcode == (kind == 'I' ? Opcodes.IADD : Opcodes.LADD);
    boolean subtracts = opcode == (kind == 'I' ? Opcodes.ISUB : Opcodes.LSUB);
    Long constant = Constants.of(list.get(amount));
    if (!(adds || subtracts)
        || constant == null
        || Math.abs(constant) > MOST
        || !loads(load, kind)
        || ((VarInsnNode) list.get(load)).var != slot
        || flow.blockOf(load) != flow.blockOf(write)) {
      return 0;
    }
    return adds ? constant : -constant;
  }

  /**
   * Whether the instructions push one value that is the same at every pass, and do nothing else:
   * constants, locals that the loop doesn't write, array lengths, arithmetic. What they throw they
   * throw at the first pass.
   */
  private boolean isBound(int start, int end, char kind) {
    int depth = 0;
    for (int i = start; i < end; i++) {
      AbstractInsnNode node = list.get(i);
      if (node.getOpcode() < 0) {
        continue;
      }
      int pushed = invariant(node);
      depth += pushed;
      if (pushed == UNKNOWN || depth < 1) {
        return false;
      }
    }
    return depth == 1 && end > start && kindOf(list.get(previous(end))) == kind;
  }

  private static final int UNKNOWN = Integer.MIN_VALUE / 2;

  /** By how many values the stack grows. */
  private int invariant(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    if (Constants.of(node) != null) {
      return 1;
    }
    if (node instanceof VarInsnNode v && opcode <= Opcodes.ALOAD) {
      boolean wide = opcode == Opcodes.LLOAD;
      return written.get(v.var) || (wide && written.get(v.var + 1)) ? UNKNOWN : 1;
    }
    return switch (opcode) {
      case Opcodes.ARRAYLENGTH, Opcodes.I2L, Opcodes.L2I, Opcodes.INEG, Opcodes.LNEG -> 0;
      case Opcodes.IADD,
          Opcodes.ISUB,
          Opcodes.IMUL,
          Opcodes.IDIV,
          Opcodes.IREM,
          Opcodes.ISHL,
          Opcodes.ISHR,
          Opcodes.IUSHR,
          Opcodes.IAND,
          Opcodes.IOR,
          Opcodes.IXOR,
          Opcodes.LADD,
          Opcodes.LSUB,
          Opcodes.LMUL,
          Opcodes.LDIV,
          Opcodes.LREM,
          Opcodes.LSHL,
          Opcodes.LSHR,
          Opcodes.LUSHR,
          Opcodes.LAND,
          Opcodes.LOR,
          Opcodes.LXOR ->
          -1;
      default -> UNKNOWN;
    };
  }

  /** The computational type of what an invariant instruction leaves on top. */
  private static char kindOf(AbstractInsnNode node) {
    int opcode = node.getOpcode();
    return switch (opcode) {
      case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.LLOAD, Opcodes.I2L, Opcodes.LNEG -> 'J';
      case Opcodes.LADD,
          Opcodes.LSUB,
          Opcodes.LMUL,
          Opcodes.LDIV,
          Opcodes.LREM,
          Opcodes.LSHL,
          Opcodes.LSHR,
          Opcodes.LUSHR,
          Opcodes.LAND,
          Opcodes.LOR,
          Opcodes.LXOR ->
          'J';
      case Opcodes.LDC -> ((LdcInsnNode) node).cst instanceof Long ? 'J' : 'I';
      default -> 'I';
    };
  }

  private @Nullable Long constant(int start, int end) {
    if (start == end) {
      return 0L;
    }
    int first = flow.real(start);
    Long value = Constants.of(list.get(first));
    if (value == null || flow.real(first + 1) == end) {
      return value;
    }
    return list.get(flow.real(first + 1)).getOpcode() == Opcodes.I2L
            && flow.real(flow.real(first + 1) + 1) == end
        ? value
        : null;
  }
}
