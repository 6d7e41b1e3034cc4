package dev.cairn.agent.jdk;

import java.util.List;
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
public final class WalkHook extends JdkHooks {
  private static final int MENDED_IN = 22;
  private static final String WALKER = "java/lang/StackStreamFactory$AbstractStackWalker";
  private static final String FETCH = "fetchStackFrames";
  private static final int START = 2;

  /** None where it isn't needed. */
  public WalkHook() {
    super(
        "StackWalker can't be mended",
        Runtime.version().feature() >= MENDED_IN ? List.of() : List.of(WALKER));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(WALKER + "." + FETCH + "(I)I", WalkHook::mend);
  }

  private static MethodVisitor mend(MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      private boolean found;

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean itf) {
        if (!name.equals(FETCH) || !descriptor.equals("(JJII[Ljava/lang/Object;)I")) {
          super.visitMethodInsn(opcode, owner, name, descriptor, itf);
          return;
        }
        found = true;
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

      @Override
      public void visitEnd() {
        super.visitEnd();
        if (!found) {
          throw new IllegalStateException("StackWalker can't be mended: it fetches in another way");
        }
      }

      private void frame(Object operand) {
        Object[] locals = {WALKER, Opcodes.INTEGER, Opcodes.INTEGER};
        super.visitFrame(Opcodes.F_NEW, locals.length, locals, 1, new Object[] {operand});
      }
    };
  }
}
