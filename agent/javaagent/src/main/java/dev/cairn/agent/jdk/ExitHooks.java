package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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
public final class ExitHooks extends JdkHooks {
  private static final String ENDING = "dev/cairn/runtime/Ending";

  public ExitHooks() {
    super("the JDK's exit can't be hooked", List.of("java/lang/Runtime", "java/lang/Thread"));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(
        "java/lang/Runtime.exit(I)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ILOAD, 1);
              mv.visitMethodInsn(Opcodes.INVOKESTATIC, ENDING, "exiting", "(I)V", false);
            }),
        "java/lang/Runtime.halt(I)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ILOAD, 1);
              mv.visitMethodInsn(Opcodes.INVOKESTATIC, ENDING, "halting", "(I)V", false);
            }),
        "java/lang/Thread.dispatchUncaughtException(Ljava/lang/Throwable;)V",
        JdkHooks.head(
            mv -> {
              mv.visitVarInsn(Opcodes.ALOAD, 0);
              mv.visitVarInsn(Opcodes.ALOAD, 1);
              mv.visitMethodInsn(
                  Opcodes.INVOKESTATIC,
                  ENDING,
                  "uncaught",
                  "(Ljava/lang/Thread;Ljava/lang/Throwable;)V",
                  false);
            }));
  }
}
