package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A piece of code in the making. */
final class Code {
  final InsnList list = new InsnList();

  Code insn(int opcode) {
    list.add(new InsnNode(opcode));
    return this;
  }

  Code load(char kind, int slot) {
    list.add(new VarInsnNode(opcode(kind, Opcodes.ILOAD), slot));
    return this;
  }

  Code store(char kind, int slot) {
    list.add(new VarInsnNode(opcode(kind, Opcodes.ISTORE), slot));
    return this;
  }

  Code iinc(int slot, int by) {
    list.add(new IincInsnNode(slot, by));
    return this;
  }

  Code jump(int opcode, LabelNode target) {
    list.add(new JumpInsnNode(opcode, target));
    return this;
  }

  Code label(LabelNode label) {
    list.add(label);
    return this;
  }

  /** A stack map frame, or nothing in classes that have none. */
  Code frame(@Nullable FrameNode frame) {
    if (frame != null) {
      list.add(frame);
    }
    return this;
  }

  Code line(int line) {
    if (line >= 0) {
      LabelNode here = new LabelNode();
      list.add(here);
      list.add(new LineNumberNode(line, here));
    }
    return this;
  }

  Code constant(int value) {
    if (value >= -1 && value <= 5) {
      list.add(new InsnNode(Opcodes.ICONST_0 + value));
    } else if (value == (byte) value) {
      list.add(new IntInsnNode(Opcodes.BIPUSH, value));
    } else if (value == (short) value) {
      list.add(new IntInsnNode(Opcodes.SIPUSH, value));
    } else {
      list.add(new LdcInsnNode(value));
    }
    return this;
  }

  Code constant(Object value) {
    list.add(new LdcInsnNode(value));
    return this;
  }

  /** A call of the runtime. */
  Code woven(String name, String descriptor) {
    return invoke(Opcodes.INVOKESTATIC, RuntimeCalls.WOVEN, name, descriptor);
  }

  Code invoke(int opcode, String owner, String name, String descriptor) {
    list.add(new MethodInsnNode(opcode, owner, name, descriptor, false));
    return this;
  }

  Code invokeStatic(String owner, String name, String descriptor, boolean isInterface) {
    list.add(new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, isInterface));
    return this;
  }

  Code getWoven(String name, String descriptor) {
    list.add(new FieldInsnNode(Opcodes.GETSTATIC, RuntimeCalls.WOVEN, name, descriptor));
    return this;
  }

  Code type(int opcode, String name) {
    list.add(new TypeInsnNode(opcode, name));
    return this;
  }

  /** A cast to a type that the value on the stack has at run time, and the verifier can't see. */
  Code cast(VType type) {
    if (type.kind() == VType.Kind.OBJECT && !type.equals(VType.JAVA_LANG_OBJECT)) {
      type(Opcodes.CHECKCAST, type.name());
    }
    return this;
  }

  /** Zero or null. */
  Code zero(char kind) {
    return insn(
        switch (kind) {
          case 'I' -> Opcodes.ICONST_0;
          case 'J' -> Opcodes.LCONST_0;
          case 'F' -> Opcodes.FCONST_0;
          case 'D' -> Opcodes.DCONST_0;
          default -> Opcodes.ACONST_NULL;
        });
  }

  Code pop(VType type) {
    return insn(type.getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
  }

  /** Returns zero, null or nothing. */
  Code returnZero(char kind) {
    if (kind == 'V') {
      return insn(Opcodes.RETURN);
    }
    return zero(kind).returns(kind);
  }

  Code returns(char kind) {
    return insn(kind == 'V' ? Opcodes.RETURN : opcode(kind, Opcodes.IRETURN));
  }

  /** Opcodes for I, J, F, D, L follow one another in loads, stores and returns. */
  private static int opcode(char kind, int base) {
    return base
        + switch (kind) {
          case 'I' -> 0;
          case 'J' -> 1;
          case 'F' -> 2;
          case 'D' -> 3;
          case 'L' -> 4;
          default -> throw new IllegalArgumentException("no kind: " + kind);
        };
  }
}
