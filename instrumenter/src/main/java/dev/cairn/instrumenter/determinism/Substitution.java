package dev.cairn.instrumenter.determinism;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces static calls by static calls of the same descriptor: no other instruction moves, so that
 * points, frames and sizes stay as they are. Immutable.
 */
public final class Substitution {
  private static final String CLOCK = "dev/cairn/runtime/JobClock";

  /** {@code time=job}: what is asked of the host's clock is asked of the job's. */
  public static final Substitution JOB_CLOCK =
      new Substitution(
          Map.of(
              "java/lang/System.nanoTime()J", CLOCK,
              "java/lang/System.currentTimeMillis()J", CLOCK));

  /** Nothing is replaced. */
  public static final Substitution NONE = new Substitution(Map.of());

  /** Owner, name and descriptor of the call, to its new owner. */
  private final Map<String, String> owners;

  private Substitution(Map<String, String> owners) {
    this.owners = owners;
  }

  /** The class file with its calls replaced, or null where it holds none of them. */
  public byte @Nullable [] apply(byte[] classFile) {
    if (owners.isEmpty()) {
      return null;
    }
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    boolean[] found = new boolean[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            return new MethodVisitor(Opcodes.ASM9, mv) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String name, String desc, boolean itf) {
                String other =
                    opcode == Opcodes.INVOKESTATIC ? owners.get(owner + "." + name + desc) : null;
                if (other != null) {
                  found[0] = true;
                }
                super.visitMethodInsn(opcode, other == null ? owner : other, name, desc, itf);
              }
            };
          }
        },
        0);
    return found[0] ? writer.toByteArray() : null;
  }
}
