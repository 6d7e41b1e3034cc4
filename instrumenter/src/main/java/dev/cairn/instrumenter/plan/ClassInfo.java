package dev.cairn.instrumenter.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * A class without its code.
 *
 * @param methods by name and descriptor, in the class file's order
 * @param nested the classes nested in it, in themselves too, where it is the outermost
 */
record ClassInfo(
    String name,
    int access,
    @Nullable String superName,
    List<String> interfaces,
    Map<String, Member> methods,
    List<String> nested) {
  ClassInfo {
    nested = List.copyOf(nested);
  }

  /**
   * A declared method.
   *
   * @param markedLoops carries {@code @CheckpointLoop}
   * @param markedJob carries {@code @CheckpointJob}
   * @param annotated carries another annotation that a program may look for
   */
  record Member(
      String name,
      String descriptor,
      int access,
      boolean markedLoops,
      boolean markedJob,
      boolean annotated) {
    boolean is(int flags) {
      return (access & flags) != 0;
    }

    boolean hasCode() {
      return !is(Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE);
    }

    /** Whether a call by way of a supertype may arrive here. */
    boolean isInherited() {
      return !is(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE) && !name.startsWith("<");
    }
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }
}
