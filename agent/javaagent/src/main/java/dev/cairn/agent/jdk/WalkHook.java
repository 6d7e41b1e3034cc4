package dev.cairn.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Mends the StackWalker of releases before 22: where a batch of frames is full and none but hidden
 * ones are left, as those below a re-entered root are, it fails with an {@code InternalError}
 * instead of telling that it has arrived.
 *
 * <pre>
 *   this, mode, anchor, size, start, frames   fetchStackFrames          [end]  goto AFTER
 *   H:     [InternalError]                    StackWalks.arrived; iload start
 *   AFTER: [end]                              istore end
 * </pre>
 */
public final class WalkHook {
  private static final int MENDED_IN = 22;
  private static final String WALKER = "java/lang/StackStreamFactory$AbstractStackWalker";
  private static final String FETCH = "fetchStackFrames";
  private static final int START = 2;

  private WalkHook() {}

  /**
   * Puts the hook in, where it is needed.
   *
   * @throws IllegalStateException where the method isn't there, or isn't as known
   */
  public static void install(Instrumentation instrumentation) {
    if (Runtime.version().feature() >= MENDED_IN) {
      return;
    }
    boolean[] found = {false};
    JdkHooks.install(
        instrumentation,
        "StackWalker can't be mended",
        Map.of(WALKER + "." + FETCH + "(I)I", mend(found)));
    if (!found[0]) {
      throw new IllegalStateException("StackWalker can't be mended: it fetches in another way");
    }
  }

  private static UnaryOperator<MethodVisitor> mend(boolean[] found) {
    return next ->
        new MethodVisitor(Opcodes.ASM9, next) {
          @Override
          public void visitMethodInsn(
              int opcode, String owner, String name, String descriptor, boolean itf) {
            if (!name.equals(FETCH) || !descriptor.equals("(JJII[Ljava/lang/Object;)I")) {
              super.visitMethodInsn(opcode, owner, name, descriptor, itf);
              return;
            }
            found[0] = true;
            Label start = new Label();
            Label end = new Label();
            Label handler = new Label();
            Label after = new Label();
            super.visitTryCatchBlock(start, end, handler, "java/lang/InternalError");
            super.visitLabel(start);
            super.visitMethodInsn(opcode, owner, name, descriptor, itf);
            super.visitLabel(end);
            super.visitJumpInsn(Opcodes.GOTO, after);
            super.visitLabel(handler);
            frame("java/lang/InternalError");
            super.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                "dev/cairn/runtime/StackWalks",
                "arrived",
                "(Ljava/lang/InternalError;)V",
                false);
            super.visitVarInsn(Opcodes.ILOAD, START);
            super.visitLabel(after);
            frame(Opcodes.INTEGER);
          }

          private void frame(Object operand) {
            Object[] locals = {WALKER, Opcodes.INTEGER, Opcodes.INTEGER};
            super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {operand});
          }
        };
  }
}
