package dev.cairn.instrumenter.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * The verification types of all locals and operands before each instruction.
 *
 * <p>Where a method has a stack map, its declared frames are the truth: types are stepped from one
 * to the next, as the verifier does it (JVMS 4.10.1), and no class hierarchy is asked. Methods of
 * older classes are inferred by data flow (JVMS 4.10.2). Immutable.
 */
public final class TypeFlow {
  /** From this class file version a method without stack map has no branches. */
  private static final int FRAMES_REQUIRED = Opcodes.V1_7;

  private final List<VType>[] locals;
  private final List<VType>[] stacks;
  private final boolean declared;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private TypeFlow(int size, boolean declared) {
    locals = new List[size];
    stacks = new List[size];
    this.declared = declared;
  }

  /**
   * Analyses a method that has code, of a class that {@link ClassTree} has read.
   *
   * @param owner internal name of the method's class
   * @param classVersion the class file's version as ASM gives it
   * @throws TypeFlowException if the method wouldn't verify, or a needed class is missing
   */
  public static TypeFlow of(
      String owner, int classVersion, MethodNode method, TypeHierarchy hierarchy)
      throws TypeFlowException {
    int major = classVersion & 0xffff;
    if (major >= FRAMES_REQUIRED || (major == Opcodes.V1_6 && isDeclared(method))) {
      return stepped(owner, method, hierarchy);
    }
    return inferred(owner, method, hierarchy, false);
  }

  /**
   * The same of a method without a stack map that we have emitted, whose sizes nobody has told yet.
   */
  public static TypeFlow inferred(String owner, MethodNode method, TypeHierarchy hierarchy)
      throws TypeFlowException {
    return inferred(owner, method, hierarchy, true);
  }

  /** Whether the types come from the method's declared frames, so that woven code needs frames. */
  public boolean declared() {
    return declared;
  }

  /** Whether control gets to the instruction as the verifier sees it. */
  public boolean known(int index) {
    return locals[index] != null;
  }

  /**
   * Types by slot before the instruction; the second slot of a wide value is TOP.
   *
   * @throws IllegalStateException if the instruction is never reached
   */
  public List<VType> locals(int index) {
    return at(locals, index);
  }

  /** Types of the operands before the instruction, bottom first; a wide value is one entry. */
  public List<VType> stack(int index) {
    return at(stacks, index);
  }

  private static List<VType> at(List<VType>[] types, int index) {
    List<VType> result = types[index];
    if (result == null) {
      throw new IllegalStateException("instruction " + index + " is never reached");
    }
    return result;
  }

  /**
   * Whether the verifier goes by declared frames: in a class of version 50 also where a method
   * needs none, since control goes straight through it.
   */
  private static boolean isDeclared(MethodNode method) {
    boolean straight = method.tryCatchBlocks.isEmpty();
    for (AbstractInsnNode n : method.instructions) {
      if (n instanceof FrameNode) {
        return true;
      }
      straight &=
          !(n instanceof JumpInsnNode
              || n instanceof TableSwitchInsnNode
              || n instanceof LookupSwitchInsnNode);
    }
    return straight;
  }

  private void set(int index, @Nullable Frame<VType> frame) {
    if (frame != null) {
      TypeState state = (TypeState) frame;
      locals[index] = state.locals();
      stacks[index] = state.stack();
    }
  }

  private static TypeFlow stepped(String owner, MethodNode method, TypeHierarchy hierarchy)
      throws TypeFlowException {
    int size = method.instructions.size();
    TypeFlow result = new TypeFlow(size, true);
    TypeInterpreter interpreter = new TypeInterpreter(method, hierarchy);
    TypeState state = initial(owner, method);
    boolean live = true;
    for (int i = 0; i < size; i++) {
      AbstractInsnNode node = method.instructions.get(i);
      if (node instanceof FrameNode frame) {
        state = declared(owner, method, frame);
        live = true;
      }
      if (!live && node.getOpcode() >= 0) {
        throw new TypeFlowException(i, "no stack map frame stands after a jump");
      }
      if (live) {
        result.set(i, state);
      }
      if (node.getOpcode() >= 0) {
        try {
          state.execute(node, interpreter);
        } catch (AnalyzerException | RuntimeException e) {
          throw new TypeFlowException(i, String.valueOf(e.getMessage()));
        }
        live = !ControlFlow.endsFlow(node.getOpcode());
      }
    }
    return result;
  }

  private static TypeFlow inferred(
      String owner, MethodNode method, TypeHierarchy hierarchy, boolean measured)
      throws TypeFlowException {
    TypeInterpreter interpreter = new TypeInterpreter(method, hierarchy);
    Analyzer<VType> analyzer =
        new Analyzer<>(interpreter) {
          @Override
          protected Frame<VType> newFrame(int numLocals, int numStack) {
            return new TypeState(owner, numLocals, numStack);
          }

          @Override
          protected Frame<VType> newFrame(Frame<? extends VType> frame) {
            return new TypeState((TypeState) frame);
          }
        };
    try {
      Frame<VType>[] frames =
          measured
              ? analyzer.analyzeAndComputeMaxs(owner, method)
              : analyzer.analyze(owner, method);
      TypeFlow result = new TypeFlow(frames.length, false);
      for (int i = 0; i < frames.length; i++) {
        result.set(i, frames[i]);
      }
      return result;
    } catch (AnalyzerException e) {
      int at = e.node == null ? 0 : method.instructions.indexOf(e.node);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TypeFlowException(at, String.valueOf(cause.getMessage()));
    }
  }

  private static TypeState initial(String owner, MethodNode method) {
    TypeState state = empty(owner, method);
    int slot = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      boolean constructor = method.name.equals("<init>");
      state.setLocal(slot++, constructor ? VType.UNINITIALIZED_THIS : VType.object(owner));
    }
    for (Type argument : Type.getArgumentTypes(method.desc)) {
      VType type = VType.of(argument);
      state.setLocal(slot, type);
      slot += type.getSize();
    }
    return state;
  }

  private static TypeState empty(String owner, MethodNode method) {
    TypeState state = new TypeState(owner, method.maxLocals, method.maxStack);
    for (int i = 0; i < method.maxLocals; i++) {
      state.setLocal(i, VType.TOP);
    }
    return state;
  }

  private static TypeState declared(String owner, MethodNode method, FrameNode frame) {
    TypeState state = empty(owner, method);
    int slot = 0;
    for (Object entry : frame.local) {
      VType type = entry(method, entry);
      state.setLocal(slot, type);
      slot += type.getSize();
    }
    for (Object entry : frame.stack) {
      state.push(entry(method, entry));
    }
    return state;
  }

  private static VType entry(MethodNode method, Object entry) {
    if (entry instanceof String name) {
      return VType.object(name);
    } else if (entry instanceof LabelNode label) {
      AbstractInsnNode node = label;
      while (node.getOpcode() < 0) {
        node = node.getNext();
      }
      return VType.uninitialized(((TypeInsnNode) node).desc, method.instructions.indexOf(node));
    }
    return switch (((Integer) entry).intValue()) {
      case 0 -> VType.TOP;
      case 1 -> VType.INT;
      case 2 -> VType.FLOAT;
      case 3 -> VType.DOUBLE;
      case 4 -> VType.LONG;
      case 5 -> VType.NULL;
      default -> VType.UNINITIALIZED_THIS;
    };
  }
}
