package dev.cairn.instrumenter.digest;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/** Mixes a method's instructions into 64 bits, labels by order of first sight. */
final class MethodHash extends MethodVisitor {
  private final Map<Label, Integer> labels = new HashMap<>();
  private long hash = 1125899906842597L;

  MethodHash(int api) {
    super(api);
  }

  long value() {
    return hash;
  }

  private void mix(Object... parts) {
    for (Object p : parts) {
      hash = hash * 0x100000001b3L ^ code(p);
    }
  }

  /** A code that is the same in every JVM: no identity hashes, no enum hashes. */
  private int code(Object p) {
    if (p instanceof Label l) {
      return labels.computeIfAbsent(l, x -> labels.size());
    }
    if (p instanceof Object[] array) {
      int h = array.length;
      for (Object o : array) {
        h = 31 * h + code(o);
      }
      return h;
    }
    if (p instanceof ConstantDynamic c) {
      int h = code(c.getName()) * 31 + code(c.getDescriptor());
      h = h * 31 + code(c.getBootstrapMethod());
      for (int i = 0; i < c.getBootstrapMethodArgumentCount(); i++) {
        h = h * 31 + code(c.getBootstrapMethodArgument(i));
      }
      return h;
    }
    if (p instanceof Type || p instanceof Handle) {
      return p.toString().hashCode();
    }
    return p == null ? 0 : p.hashCode(); // strings and boxed numbers: defined by their class
  }

  @Override
  public void visitInsn(int opcode) {
    mix(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    mix(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int slot) {
    mix(opcode, slot);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    mix(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String name, String desc) {
    mix(opcode, owner, name, desc);
  }

  @Override
  public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean itf) {
    mix(opcode, owner, name, desc, itf);
  }

  @Override
  public void visitInvokeDynamicInsn(String name, String desc, Handle bootstrap, Object... args) {
    mix(name, desc, bootstrap, args);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    mix(opcode, label);
  }

  @Override
  public void visitLabel(Label label) {
    if (labels.containsKey(label)) { // others are debug information's
      mix("label", label);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    mix(value.getClass().getSimpleName(), value);
  }

  @Override
  public void visitIincInsn(int slot, int increment) {
    mix(slot, increment, "iinc");
  }

  @Override
  public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... targets) {
    mix(min, max, otherwise, targets);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
    for (int k : keys) {
      mix(k);
    }
    mix(otherwise, targets);
  }

  @Override
  public void visitMultiANewArrayInsn(String desc, int dimensions) {
    mix(desc, dimensions);
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    mix(start, end, handler, type == null ? "any" : type);
  }

  @Override
  public void visitMaxs(int stack, int locals) {
    mix(stack, locals);
  }
}
