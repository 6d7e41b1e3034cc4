package dev.cairn.instrumenter.plan;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;

/**
 * A call as the class file has it: one {@code invoke} instruction, or a method handle that does the
 * same.
 *
 * @param opcode {@code INVOKEVIRTUAL}, {@code INVOKESPECIAL}, {@code INVOKESTATIC} or {@code
 *     INVOKEINTERFACE}
 * @param line source line, or -1
 */
record CallSite(int opcode, String owner, String name, String descriptor, int line) {
  static CallSite of(Handle handle, int line) {
    int opcode =
        switch (handle.getTag()) {
          case Opcodes.H_INVOKESTATIC -> Opcodes.INVOKESTATIC;
          case Opcodes.H_INVOKESPECIAL, Opcodes.H_NEWINVOKESPECIAL -> Opcodes.INVOKESPECIAL;
          case Opcodes.H_INVOKEINTERFACE -> Opcodes.INVOKEINTERFACE;
          default -> Opcodes.INVOKEVIRTUAL;
        };
    return new CallSite(opcode, handle.getOwner(), handle.getName(), handle.getDesc(), line);
  }

  /** Whether a handle calls a method at all; the others read and write fields. */
  static boolean isCall(Handle handle) {
    return handle.getTag() >= Opcodes.H_INVOKEVIRTUAL;
  }

  /** Name and descriptor as written. */
  String key() {
    return name + descriptor;
  }

  /** Whether the receiver's class decides what is called. */
  boolean isDispatched() {
    return opcode == Opcodes.INVOKEVIRTUAL || opcode == Opcodes.INVOKEINTERFACE;
  }
}
