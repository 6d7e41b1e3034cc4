package dev.cairn.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Tells the runtime that a thread is about to start: {@code IdentityHash.starting(this)}. */
public final class StartHook {
  private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

  private StartHook() {}

  /** Hooks every way in which a thread starts. */
  public static void install(Instrumentation instrumentation) {
    UnaryOperator<MethodVisitor> hook = JdkHooks.head(StartHook::tell);
    Map<String, UnaryOperator<MethodVisitor>> hooks = new HashMap<>();
    hooks.put("java/lang/Thread.start()V", hook);
    if (Runtime.version().feature() >= 21) {
      hooks.put("java/lang/Thread.start" + CONTAINER, hook);
      hooks.put("java/lang/VirtualThread.start" + CONTAINER, hook);
    }
    JdkHooks.install(instrumentation, "threads can't be followed", hooks);
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
