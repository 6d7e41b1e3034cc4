package dev.cairn.instrumenter.flow;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.Interpreter;

/** ASM's frame, which also turns the copies of an uninitialized value into objects. */
final class TypeState extends Frame<VType> {
  private final String owner;

  TypeState(String owner, int locals, int maxStack) {
    super(locals, maxStack);
    this.owner = owner;
  }

  TypeState(TypeState other) {
    super(other);
    this.owner = other.owner;
  }

  @Override
  public void execute(AbstractInsnNode insn, Interpreter<VType> interpreter)
      throws AnalyzerException {
    VType created = VType.TOP;
    if (insn instanceof MethodInsnNode call && call.name.equals("<init>")) {
      int arguments = org.objectweb.asm.Type.getArgumentTypes(call.desc).length;
      created = getStack(getStackSize() - 1 - arguments);
    }
    super.execute(insn, interpreter);
    if (created.isUninitialized()) {
      initialize(created);
    }
  }

  private void initialize(VType uninitialized) {
    VType object =
        VType.object(
            uninitialized.kind() == VType.Kind.UNINITIALIZED ? uninitialized.name() : owner);
    for (int i = 0; i < getLocals(); i++) {
      if (getLocal(i).equals(uninitialized)) {
        setLocal(i, object);
      }
    }
    for (int i = 0; i < getStackSize(); i++) {
      if (getStack(i).equals(uninitialized)) {
        setStack(i, object);
      }
    }
  }

  List<VType> locals() {
    List<VType> result = new ArrayList<>(getLocals());
    for (int i = 0; i < getLocals(); i++) {
      result.add(getLocal(i));
    }
    return List.copyOf(result);
  }

  List<VType> stack() {
    List<VType> result = new ArrayList<>(getStackSize());
    for (int i = 0; i < getStackSize(); i++) {
      result.add(getStack(i));
    }
    return List.copyOf(result);
  }
}
