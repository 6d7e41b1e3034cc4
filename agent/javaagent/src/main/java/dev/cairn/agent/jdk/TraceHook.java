package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Shows a constructor's clone as the constructor in stack traces. The JDK passes each element that
 * HotSpot has filled in, of throwables, threads and StackWalker, through {@code
 * StackTraceElement.computeFormat}.
 */
public final class TraceHook extends JdkHooks {
  private static final String ELEMENT = "java/lang/StackTraceElement";
  private static final String TEXT = "Ljava/lang/String;";

  public TraceHook() {
    super("stack traces can't show constructors by their name", List.of(ELEMENT));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(ELEMENT + ".computeFormat()V", JdkHooks.head(TraceHook::shown));
  }

  /** {@code this.methodName = TraceNames.shown(this.methodName)}. */
  private static void shown(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitInsn(Opcodes.DUP);
    mv.visitFieldInsn(Opcodes.GETFIELD, ELEMENT, "methodName", TEXT);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/cairn/runtime/TraceNames",
        "shown",
        "(" + TEXT + ")" + TEXT,
        false);
    mv.visitFieldInsn(Opcodes.PUTFIELD, ELEMENT, "methodName", TEXT);
  }
}
