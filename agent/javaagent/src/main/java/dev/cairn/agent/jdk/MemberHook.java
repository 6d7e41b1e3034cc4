package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Keeps the clones out of what reflection shows, and has it show the rest in one order: {@code
 * Class} passes all methods that it has from the JVM through {@code
 * jdk.internal.reflect.Reflection.filterMethods}, before it caches them, and each array of
 * constructors that it gives through {@code copyConstructors}.
 */
public final class MemberHook extends JdkHooks {
  private static final String FILTER =
      "jdk/internal/reflect/Reflection.filterMethods"
          + "(Ljava/lang/Class;[Ljava/lang/reflect/Method;)[Ljava/lang/reflect/Method;";

  private static final String CONSTRUCTORS =
      "java/lang/Class.copyConstructors"
          + "([Ljava/lang/reflect/Constructor;)[Ljava/lang/reflect/Constructor;";

  public MemberHook() {
    super(
        "reflection can't be kept from showing what the weaver adds, in an order of its own",
        List.of("jdk/internal/reflect/Reflection", "java/lang/Class"));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(
        FILTER,
        JdkHooks.head(mv -> passThrough(mv, 1, "ofProgram", "Method")),
        CONSTRUCTORS,
        JdkHooks.head(mv -> passThrough(mv, 0, "inOrder", "Constructor")));
  }

  /** {@code members = Members.by(members)}. */
  private static void passThrough(MethodVisitor mv, int local, String by, String kind) {
    String array = "[Ljava/lang/reflect/" + kind + ";";
    mv.visitVarInsn(Opcodes.ALOAD, local);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC, "dev/cairn/runtime/Members", by, "(" + array + ")" + array, false);
    mv.visitVarInsn(Opcodes.ASTORE, local);
  }
}
