package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What lets {@code LoaderGuard} answer in the place of a class loader.
 *
 * <pre>
 *   Class loadClass(String name) {
 *     Class c = LoaderGuard.loaded(this, name);
 *     if (c != null) return c;
 *     ...
 * </pre>
 */
public final class LoaderHook extends JdkHooks {
  /** The method that the JVM calls (JVMS 5.3.2). */
  public static final String METHOD = "loadClass";

  public static final String DESCRIPTOR = "(Ljava/lang/String;)Ljava/lang/Class;";

  private static final String LOADER = "java/lang/ClassLoader";

  /** Into the JDK's own method, which most loaders of programs inherit. */
  public LoaderHook() {
    super("class loaders can't be answered for", List.of(LOADER));
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(LOADER + "." + METHOD + DESCRIPTOR, next -> guard(LOADER, Opcodes.V1_7, next));
  }

  /**
   * Puts the guard at a method's head; frames come and go expanded.
   *
   * @param classVersion whether the class has frames
   */
  public static MethodVisitor guard(String owner, int classVersion, MethodVisitor next) {
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitCode() {
        super.visitCode();
        Label go = new Label();
        visitVarInsn(Opcodes.ALOAD, 0);
        visitVarInsn(Opcodes.ALOAD, 1);
        visitMethodInsn(
            Opcodes.INVOKESTATIC,
            "dev/cairn/runtime/LoaderGuard",
            "loaded",
            "(Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Class;",
            false);
        visitInsn(Opcodes.DUP); // Class Class
        visitJumpInsn(Opcodes.IFNULL, go);
        visitInsn(Opcodes.ARETURN);
        visitLabel(go); // Class
        if ((classVersion & 0xffff) >= Opcodes.V1_6) {
          visitFrame(
              Opcodes.F_NEW,
              2,
              new Object[] {owner, "java/lang/String"},
              1,
              new Object[] {"java/lang/Class"});
        }
        visitInsn(Opcodes.POP);
      }
    };
  }
}
