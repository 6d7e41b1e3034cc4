package dev.cairn.agent.jdk;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.objectweb.asm.Opcodes;

/**
 * Keeps the clones out of what reflection shows: {@code Class} passes all methods that it has from
 * the JVM through {@code jdk.internal.reflect.Reflection.filterMethods}, before it caches them.
 */
public final class MemberHook {
  private static final String FILTER =
      "jdk/internal/reflect/Reflection.filterMethods"
          + "(Ljava/lang/Class;[Ljava/lang/reflect/Method;)[Ljava/lang/reflect/Method;";

  private MemberHook() {}

  /**
   * Puts the hook in.
   *
   * @throws IllegalStateException where the method isn't there
   */
  public static void install(Instrumentation instrumentation) {
    JdkHooks.install(
        instrumentation,
        "reflection can't be kept from showing what the weaver adds",
        Map.of(
            FILTER,
            JdkHooks.head(
                mv -> { // methods = Members.ofProgram(methods)
                  mv.visitVarInsn(Opcodes.ALOAD, 1);
                  mv.visitMethodInsn(
                      Opcodes.INVOKESTATIC,
                      "dev/cairn/runtime/Members",
                      "ofProgram",
                      "([Ljava/lang/reflect/Method;)[Ljava/lang/reflect/Method;",
                      false);
                  mv.visitVarInsn(Opcodes.ASTORE, 1);
                })));
  }
}
