package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * In the clone, an object whose constructor arguments hold a point is created right before its
 * constructor is called: an uninitialized object can neither be saved nor made anew halfway.
 *
 * <pre>
 *   new P; dup; ...arguments...; invokespecial P.&lt;init&gt;
 *   becomes
 *   new P; pop                      the class is still initialized, and memory asked for, here
 *   ...arguments...
 *   store arguments in temps; new P; dup; load arguments; invokespecial P.&lt;init&gt;
 * </pre>
 *
 * <p>In between the object's copies don't exist: loads, stores and stack shuffles of them vanish.
 */
final class Constructions {
  private final Body body;
  private final MethodAnalysis analysis;

  Constructions(Body body) {
    this.body = body;
    this.analysis = body.plan.analysis();
  }

  void rewrite() {
    if (body.plan.constructions().isEmpty()) {
      return;
    }
    for (int i = 0; i < analysis.flow().size(); i++) {
      AbstractInsnNode node = body.at(i);
      if (node.getOpcode() >= 0 && analysis.types().known(i)) {
        rewrite(i, node);
      }
    }
  }

  private void rewrite(int i, AbstractInsnNode node) {
    List<VType> stack = analysis.types().stack(i);
    int opcode = node.getOpcode();
    if (opcode == Opcodes.NEW) {
      if (body.plan.constructions().get(i)) {
        body.after(i, new Code().insn(Opcodes.POP));
      }
    } else if (node instanceof VarInsnNode v && opcode == Opcodes.ALOAD) {
      if (isMoved(analysis.types().locals(i).get(v.var))) {
        body.method.instructions.remove(node);
      }
    } else if (opcode == Opcodes.ASTORE) {
      if (isMoved(stack.get(stack.size() - 1))) {
        body.method.instructions.remove(node);
      }
    } else if (node instanceof MethodInsnNode call && call.name.equals("<init>")) {
      int receiver = stack.size() - 1 - Type.getArgumentTypes(call.desc).length;
      if (isMoved(stack.get(receiver))) {
        body.before(i, construct(i, stack, receiver));
      }
    } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
      shuffle(i, node, stack);
    }
  }

  private boolean isMoved(VType type) {
    return !body.frames.has(type);
  }

  /**
   *
   *
   * <pre>
   *   [.., x, arguments]  temps = arguments, x, ... down to the deepest copy of the object
   *   []                  new P; astore object; copies in locals
   *   [.., P, x, P, arguments]
   * </pre>
   */
  private Code construct(int i, List<VType> stack, int receiver) {
    VType object = stack.get(receiver);
    int deepest = stack.indexOf(object);
    Code code = new Code();
    int temp = body.plan.layout().temps();
    int holder = temp++;
    int[] temps = new int[stack.size()];
    for (int k = stack.size() - 1; k >= deepest; k--) {
      VType type = stack.get(k);
      if (!isMoved(type)) {
        temps[k] = temp;
        code.store(type.computational(), temp);
        temp += type.getSize();
      }
    }
    code.type(Opcodes.NEW, object.name()).store('L', holder);
    List<VType> locals = analysis.types().locals(i);
    for (int slot = 0; slot < locals.size(); slot++) {
      if (locals.get(slot).equals(object)) {
        code.load('L', holder).store('L', slot);
      }
    }
    for (int k = deepest; k < stack.size(); k++) {
      VType type = stack.get(k);
      if (type.equals(object)) {
        code.load('L', holder);
      } else if (!isMoved(type)) {
        code.load(type.computational(), temps[k]);
      }
    }
    return code;
  }

  /** Does to the values that exist what the instruction does to all. */
  private void shuffle(int i, AbstractInsnNode node, List<VType> stack) {
    int[] in = StackShuffle.taken(node.getOpcode(), stack);
    boolean touched = false;
    for (int k : in) {
      touched |= isMoved(stack.get(k));
    }
    if (!touched) {
      return;
    }
    List<Integer> real = real(in, stack);
    List<Integer> out = real(StackShuffle.left(node.getOpcode(), in, stack), stack);
    if (!real.equals(out)) {
      body.before(i, move(real, out, stack));
    }
    body.method.instructions.remove(node);
  }

  private List<Integer> real(int[] indices, List<VType> stack) {
    List<Integer> result = new ArrayList<>();
    for (int k : indices) {
      if (!isMoved(stack.get(k))) {
        result.add(k);
      }
    }
    return result;
  }

  private Code move(List<Integer> in, List<Integer> out, List<VType> stack) {
    Code code = new Code();
    int[] temps = new int[stack.size()];
    int temp = body.plan.layout().temps();
    for (int n = in.size() - 1; n >= 0; n--) {
      VType type = stack.get(in.get(n));
      temps[in.get(n)] = temp;
      code.store(type.computational(), temp);
      temp += type.getSize();
    }
    for (int k : out) {
      code.load(stack.get(k).computational(), temps[k]);
    }
    return code;
  }
}
