package dev.cairn.agent.jdk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells the runtime that a thread is about to start: {@code IdentityHash.starting(this)}. */
public final class StartHook extends JdkHooks {
  private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
  private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

  public StartHook() {
    super(
        "threads can't be followed",
        VIRTUAL
            ? List.of("java/lang/Thread", "java/lang/VirtualThread")
            : List.of("java/lang/Thread"));
  }

  /** Every way in which a thread starts. */
  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    UnaryOperator<MethodVisitor> hook = JdkHooks.head(StartHook::tell);
    Map<String, UnaryOperator<MethodVisitor>> hooks = new HashMap<>();
    hooks.put("java/lang/Thread.start()V", hook);
    if (VIRTUAL) {
      hooks.put("java/lang/Thread.start" + CONTAINER, hook);
      hooks.put("java/lang/VirtualThread.start" + CONTAINER, hook);
    }
    return hooks;
  }

  private static void tell(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/cairn/runtime/IdentityHash",
        "starting",
        "(Ljava/lang/Thread;)V",
        false);
  }
}
