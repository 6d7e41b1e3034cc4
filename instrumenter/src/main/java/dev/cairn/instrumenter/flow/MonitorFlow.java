package dev.cairn.instrumenter.flow;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Which {@code monitorenter} instructions' locks are held before each instruction, outermost first.
 * The lock of a synchronized method is not among them.
 *
 * <p>Locking has to be structured (JVMS 2.11.10): all ways to an instruction hold the same
 * monitors, each exit releases the innermost one, and none is left at a return. Which value a
 * {@code monitorexit} gets is told by the instructions that produced it, copies through locals and
 * the stack followed. Immutable.
 */
public final class MonitorFlow {
  private static final List<Integer> NONE = List.of();

  private final @Nullable List<Integer>[] held;
  private final @Nullable Frame<SourceValue>[] values;

  private MonitorFlow(@Nullable List<Integer>[] held, @Nullable Frame<SourceValue>[] values) {
    this.held = held;
    this.values = values;
  }

  /** Locking that is not structured. */
  public static final class UnstructuredException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int index;

    UnstructuredException(int index, String message) {
      super(message);
      this.index = index;
    }

    /** The instruction at which it shows. */
    public int index() {
      return index;
    }
  }

  /**
   * Analyses a method that has code.
   *
   * @throws UnstructuredException if its locking isn't structured
   */
  @SuppressWarnings({"unchecked", "rawtypes"})
  public static MonitorFlow of(String owner, MethodNode method, ControlFlow flow)
      throws UnstructuredException {
    boolean locks = false;
    for (AbstractInsnNode n : method.instructions) {
      locks |= n.getOpcode() == Opcodes.MONITORENTER || n.getOpcode() == Opcodes.MONITOREXIT;
    }
    if (!locks) {
      return new MonitorFlow(new List[0], new Frame[0]);
    }
    Frame<SourceValue>[] values;
    try {
      values = new Analyzer<>(new Copies()).analyze(owner, method);
    } catch (AnalyzerException e) {
      throw new UnstructuredException(0, String.valueOf(e.getMessage()));
    }
    return new MonitorFlow(new Walk(method, flow, values).walk(), values);
  }

  /** Indices of the monitorenter instructions whose locks are held, outermost first. */
  public List<Integer> held(int index) {
    if (held.length == 0) {
      return NONE;
    }
    List<Integer> result = held[index];
    return result == null ? NONE : result;
  }

  /** Whether local {@code slot} holds the very lock that was taken at {@code enter}. */
  public boolean localIsLock(int index, int slot, int enter) {
    Frame<SourceValue> at = values[index];
    return at != null && same(at.getLocal(slot), lock(enter));
  }

  /** Whether operand {@code depth}, from the bottom, is the very lock taken at {@code enter}. */
  public boolean operandIsLock(int index, int depth, int enter) {
    Frame<SourceValue> at = values[index];
    return at != null && same(at.getStack(depth), lock(enter));
  }

  private @Nullable SourceValue lock(int enter) {
    Frame<SourceValue> at = values[enter];
    return at == null ? null : at.getStack(at.getStackSize() - 1);
  }

  private static boolean same(SourceValue a, @Nullable SourceValue b) {
    return b != null && a.insns.size() == 1 && a.insns.equals(b.insns);
  }

  /** Values are told apart by the instructions that produced them; a copy is the same value. */
  private static final class Copies extends SourceInterpreter {
    Copies() {
      super(ClassTree.API);
    }

    @Override
    public SourceValue newParameterValue(boolean isInstanceMethod, int local, Type type) {
      return new SourceValue(type.getSize(), new LabelNode());
    }

    @Override
    public SourceValue newExceptionValue(
        TryCatchBlockNode block, Frame<SourceValue> handlerFrame, Type exceptionType) {
      return new SourceValue(1, block.handler);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
      return value;
    }
  }

  /** The forward data flow over lists of held monitors. */
  private static final class Walk {
    private final MethodNode method;
    private final ControlFlow flow;
    private final Frame<SourceValue>[] values;
    private final @Nullable List<Integer>[] held;
    private final List<Integer> work = new ArrayList<>();

    @SuppressWarnings({"unchecked", "rawtypes"})
    Walk(MethodNode method, ControlFlow flow, Frame<SourceValue>[] values) {
      this.method = method;
      this.flow = flow;
      this.values = values;
      this.held = new List[flow.size()];
    }

    @Nullable List<Integer>[] walk() throws UnstructuredException {
      reach(flow.start(0), NONE);
      while (!work.isEmpty()) {
        block(work.remove(work.size() - 1));
      }
      return held;
    }

    private void reach(int index, List<Integer> state) throws UnstructuredException {
      List<Integer> known = held[index];
      if (known == null) {
        held[index] = state;
        work.add(flow.blockOf(index));
      } else if (!known.equals(state)) {
        throw new UnstructuredException(
            index, "different monitors are held on the ways to one instruction");
      }
    }

    private void block(int block) throws UnstructuredException {
      List<Integer> state = held[flow.start(block)];
      if (state == null) {
        throw new IllegalStateException("block " + block + " walked before it was reached");
      }
      int[] handlers = flow.handlers(block);
      for (int i = flow.start(block); i < flow.end(block); i++) {
        held[i] = state;
        AbstractInsnNode node = method.instructions.get(i);
        if (CanThrow.test(node)) {
          for (int h : handlers) {
            reach(flow.start(h), state);
          }
        }
        state = step(i, node, state);
      }
      for (int s : flow.successors(block)) {
        reach(flow.start(s), state);
      }
    }

    private List<Integer> step(int i, AbstractInsnNode node, List<Integer> state)
        throws UnstructuredException {
      int opcode = node.getOpcode();
      if (opcode == Opcodes.MONITORENTER) {
        List<Integer> result = new ArrayList<>(state);
        result.add(i);
        return List.copyOf(result);
      } else if (opcode == Opcodes.MONITOREXIT) {
        if (state.isEmpty()) {
          throw new UnstructuredException(i, "a monitor is released that was not entered");
        }
        int innermost = state.get(state.size() - 1);
        if (!top(i).equals(top(innermost))) {
          throw new UnstructuredException(i, "a monitor other than the innermost is released");
        }
        return List.copyOf(state.subList(0, state.size() - 1));
      } else if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN && !state.isEmpty()) {
        throw new UnstructuredException(i, "the method returns with a monitor held");
      }
      return state;
    }

    private Set<AbstractInsnNode> top(int index) {
      Frame<SourceValue> at = values[index];
      return new HashSet<>(at.getStack(at.getStackSize() - 1).insns);
    }
  }
}
