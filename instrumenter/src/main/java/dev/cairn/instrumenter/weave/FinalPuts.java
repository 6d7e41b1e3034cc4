package dev.cairn.instrumenter.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts final fields by the runtime in a constructor's clone: from class file version 53 on {@code
 * putfield} puts them in the constructor itself only (JVMS 6.5.putfield). They stay final.
 *
 * <pre>
 *   [object, value]   putfield f
 *   becomes
 *   [object, value]   ldc owner; ldc "f:descriptor"; Woven.putFinal(object, value, owner, field)
 * </pre>
 */
final class FinalPuts {
  private final ClassNode owner;

  FinalPuts(ClassNode owner) {
    this.owner = owner;
  }

  void rewrite(MethodNode clone) {
    if ((owner.version & 0xffff) < Opcodes.V9) {
      return;
    }
    for (AbstractInsnNode n : clone.instructions.toArray()) {
      if (n instanceof FieldInsnNode put && isFinal(put)) {
        char kind = RuntimeCalls.returnKind(put.desc);
        Code code =
            new Code()
                .constant(Type.getObjectType(owner.name))
                .constant(put.name + ":" + put.desc)
                .woven(RuntimeCalls.PUT_FINAL, RuntimeCalls.putFinalDescriptor(kind));
        clone.instructions.insertBefore(n, code.list);
        clone.instructions.remove(n);
      }
    }
  }

  private boolean isFinal(FieldInsnNode put) {
    if (put.getOpcode() != Opcodes.PUTFIELD || !put.owner.equals(owner.name)) {
      return false;
    }
    for (FieldNode f : owner.fields) {
      if (f.name.equals(put.name) && f.desc.equals(put.desc)) {
        return (f.access & Opcodes.ACC_FINAL) != 0;
      }
    }
    return false;
  }
}
