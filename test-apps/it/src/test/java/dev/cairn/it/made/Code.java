package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A method's instructions, one call each. Members are written {@code Owner.name(I)V} and {@code
 * Owner.name:I}, owners with slashes.
 */
final class Code {
  private final String owner;
  private final MethodVisitor out;

  Code(String owner, MethodVisitor out) {
    this.owner = owner;
    this.out = out;
  }

  Code op(int... opcodes) {
    for (int opcode : opcodes) {
      out.visitInsn(opcode);
    }
    return this;
  }

  /** Loads, stores and {@code ret}. */
  Code var(int opcode, int slot) {
    out.visitVarInsn(opcode, slot);
    return this;
  }

  Code inc(int slot) {
    out.visitIincInsn(slot, 1);
    return this;
  }

  Code push(Object constant) {
    out.visitLdcInsn(constant);
    return this;
  }

  Code type(int opcode, String name) {
    out.visitTypeInsn(opcode, name);
    return this;
  }

  Code jump(int opcode, Label to) {
    out.visitJumpInsn(opcode, to);
    return this;
  }

  Code at(Label here) {
    out.visitLabel(here);
    return this;
  }

  Code handler(Label from, Label to, Label handler, String type) {
    out.visitTryCatchBlock(from, to, handler, type);
    return this;
  }

  Code field(int opcode, String member) {
    int dot = member.indexOf('.');
    int colon = member.indexOf(':');
    out.visitFieldInsn(
        opcode,
        member.substring(0, dot),
        member.substring(dot + 1, colon),
        member.substring(colon + 1));
    return this;
  }

  Code invoke(int opcode, String member) {
    int dot = member.indexOf('.');
    int open = member.indexOf('(');
    out.visitMethodInsn(
        opcode,
        member.substring(0, dot),
        member.substring(dot + 1, open),
        member.substring(open),
        opcode == INVOKEINTERFACE);
    return this;
  }

  /** Pushes {@code k} as {@code f} gives it, which holds a safe point. */
  Code f(int k) {
    return push(k).invoke(INVOKESTATIC, owner + ".f(I)I");
  }

  /** [String, int] to [String]. */
  Code appendInt() {
    return invoke(INVOKESTATIC, "java/lang/String.valueOf(I)Ljava/lang/String;").append();
  }

  /** [String, String] to [String]. */
  Code append() {
    return invoke(INVOKEVIRTUAL, "java/lang/String.concat(Ljava/lang/String;)Ljava/lang/String;");
  }

  /** [Object] to [int]: whether this thread holds its lock. */
  Code holdsLock() {
    return invoke(INVOKESTATIC, "java/lang/Thread.holdsLock(Ljava/lang/Object;)Z");
  }
}
