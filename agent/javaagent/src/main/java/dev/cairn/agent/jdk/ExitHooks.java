package dev.cairn.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets {@link dev.cairn.runtime.Ending} know how the JVM ends: one call at the head of three JDK
 * methods, by retransformation, without a new member.
 *
 * <table>
 *   <caption>hooks</caption>
 *   <tr><th>method</th><th>why</th></tr>
 *   <tr><td>Runtime.exit(int)</td><td>the exit code is told to no shutdown hook</td></tr>
 *   <tr><td>Runtime.halt(int)</td><td>no shutdown hook runs at all</td></tr>
 *   <tr><td>Thread.dispatchUncaughtException(Throwable)</td><td>the launcher makes exit code 1 of
 *       an exception in main, outside Java</td></tr>
 * </table>
 */
public final class ExitHooks {
  private static final String ENDING = "dev/cairn/runtime/Ending";

  /** JDK method to the call at its head. */
  private static final Map<String, Hook> HOOKS =
      Map.of(
          "java/lang/Runtime.exit(I)V",
          mv -> {
            mv.visitVarInsn(Opcodes.ILOAD, 1);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ENDING, "exiting", "(I)V", false);
          },
          "java/lang/Runtime.halt(I)V",
          mv -> {
            mv.visitVarInsn(Opcodes.ILOAD, 1);
            mv.visitMethodInsn(Opcodes.INVOKESTATIC, ENDING, "halting", "(I)V", false);
          },
          "java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V",
          mv -> {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
            mv.visitVarInsn(Opcodes.ALOAD, 1);
            mv.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                ENDING,
                "uncaught",
                "(Ljava/lang/Thread;Ljava/lang/Throwable;)V",
                false);
          });

  private interface Hook {
    void emit(MethodVisitor mv);
  }

  private ExitHooks() {}

  /**
   * Puts the hooks in.
   *
   * @throws IllegalStateException where one of the methods isn't there
   */
  public static void install(Instrumentation instrumentation) {
    Transformer transformer = new Transformer();
    instrumentation.addTransformer(transformer, true);
    try {
      instrumentation.retransformClasses(Runtime.class, Thread.class);
    } catch (UnmodifiableClassException e) {
      throw new IllegalStateException("the JDK's exit can't be hooked: " + e.getMessage(), e);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    if (transformer.hooked != HOOKS.size()) {
      throw new IllegalStateException(
          "the JDK's exit can't be hooked: " + transformer.hooked + " of " + HOOKS.size());
    }
  }

  private static final class Transformer implements ClassFileTransformer {
    private int hooked;

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String className,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (redefined != Runtime.class && redefined != Thread.class) {
        return null;
      }
      ClassReader reader = new ClassReader(bytes);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(
          new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                int access, String name, String desc, String signature, String[] exceptions) {
              MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
              Hook hook = HOOKS.get(className + "." + name + desc);
              if (hook == null) {
                return mv;
              }
              hooked++;
              return new MethodVisitor(Opcodes.ASM9, mv) {
                @Override
                public void visitCode() {
                  super.visitCode();
                  hook.emit(this);
                }
              };
            }
          },
          0);
      return writer.toByteArray();
    }
  }
}
