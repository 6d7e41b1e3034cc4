package dev.cairn.agent.jdk;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Hides the runtime's frames from stack traces: its methods get the JDK's {@code @Hidden}, which
 * HotSpot heeds in classes of the boot loader, as for the frames of method handles. So the trace of
 * a re-entered job shows the program's methods alone.
 *
 * <p>The annotation can't stand in the source: the package isn't exported to a {@code --release}
 * build. It is added while the class is defined, so this must come before its first use.
 */
public final class HiddenFrames {
  private static final String RUNTIME = "dev/cairn/runtime/Woven";
  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  private HiddenFrames() {}

  /**
   * Defines the runtime with hidden frames.
   *
   * @throws IllegalStateException where it was defined before
   */
  public static void install(Instrumentation instrumentation) {
    boolean[] done = new boolean[1];
    ClassFileTransformer transformer =
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              @Nullable ClassLoader loader,
              String name,
              @Nullable Class<?> redefined,
              @Nullable ProtectionDomain domain,
              byte[] bytes) {
            if (loader != null || !RUNTIME.equals(name)) {
              return null;
            }
            done[0] = true;
            return hide(bytes);
          }
        };
    instrumentation.addTransformer(transformer);
    try {
      Class.forName(RUNTIME.replace('/', '.'), true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the runtime is not on the boot class path", e);
    } finally {
      instrumentation.removeTransformer(transformer);
    }
    if (!done[0]) {
      throw new IllegalStateException("the runtime was used before its frames could be hidden");
    }
  }

  private static byte[] hide(byte[] bytes) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            mv.visitAnnotation(HIDDEN, true).visitEnd();
            return mv;
          }
        },
        0);
    return writer.toByteArray();
  }
}
