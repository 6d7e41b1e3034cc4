package dev.cairn.agent.jdk;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * {@code secure-random=derive}: {@code SecureRandom}'s methods that give bytes get another body,
 * which takes them from the job's seed. {@code UUID.randomUUID} and {@code SecureRandom.getSeed}
 * end there, too. A provider's {@code SecureRandom} made by a subclass keeps its own methods.
 *
 * <pre>
 *   void nextBytes(byte[] b)                          { JobSeeds.secureBytes(b); }
 *   void nextBytes(byte[] b, SecureRandomParameters p){ JobSeeds.secureBytes(b); }
 *   byte[] generateSeed(int n)                        { return JobSeeds.secureSeed(n); }
 *   void reseed(), reseed(SecureRandomParameters p)   { }
 * </pre>
 */
final class SecureRandomBody {
  private static final String CLASS = "java/security/SecureRandom";
  private static final String SEEDS = "dev/cairn/runtime/JobSeeds";
  private static final String PARAMETERS = "Ljava/security/SecureRandomParameters;";

  private interface Body {
    void emit(MethodVisitor mv);
  }

  private static final Map<String, Body> BODIES =
      Map.of(
          "nextBytes([B)V",
          SecureRandomBody::bytes,
          "nextBytes([B" + PARAMETERS + ")V",
          SecureRandomBody::bytes,
          "generateSeed(I)[B",
          SecureRandomBody::seed,
          "reseed()V",
          mv -> mv.visitInsn(Opcodes.RETURN),
          "reseed(" + PARAMETERS + ")V",
          mv -> mv.visitInsn(Opcodes.RETURN));

  private SecureRandomBody() {}

  private static void bytes(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 1);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, SEEDS, "secureBytes", "([B)V", false);
    mv.visitInsn(Opcodes.RETURN);
  }

  private static void seed(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ILOAD, 1);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, SEEDS, "secureSeed", "(I)[B", false);
    mv.visitInsn(Opcodes.ARETURN);
  }

  static boolean concerns(String className) {
    return className.equals(CLASS);
  }

  /**
   * The class with its new bodies.
   *
   * @throws IllegalStateException where this JDK's class lacks one of the methods
   */
  static byte[] apply(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int[] given = new int[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            Body body = BODIES.get(name + desc);
            if (body == null) {
              return mv;
            }
            given[0]++;
            mv.visitCode();
            body.emit(mv);
            mv.visitMaxs(0, 0);
            mv.visitEnd();
            return null;
          }
        },
        0);
    if (given[0] != BODIES.size()) {
      throw new IllegalStateException("SecureRandom has " + given[0] + " of its five methods");
    }
    return writer.toByteArray();
  }
}
