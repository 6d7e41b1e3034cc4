package dev.cairn.agent.jdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Makes the class whose main the launcher calls. It calls the program's main, and drives the job
 * once that has saved itself and returned: so that the job's frames are re-entered with nothing of
 * the former main under them. No stack trace shows it.
 *
 * <pre>
 *   static void main(String[] args) {
 *     if (!Woven.enterLaunched(root, new Object[] {args})) Main.main(args);
 *     Woven.driveLaunched();
 *   }
 * </pre>
 *
 * It calls by an instruction, not by a method handle, since main's class is initialised by that
 * call: its initialiser would see the handle's frames.
 */
public final class HiddenMain {
  /** {@code MethodHandleNatives.Constants}: HIDDEN_CLASS, and ACCESS_VM_ANNOTATIONS for @Hidden. */
  private static final int FLAGS = 2 | 8;

  private static final String WOVEN = "dev/cairn/runtime/Woven";

  private static final String HIDDEN = "Ljdk/internal/vm/annotation/Hidden;";

  private HiddenMain() {}

  /** The class whose static main the launcher calls for this one, or null: perhaps a super. */
  public static @Nullable Class<?> declaring(Class<?> main) {
    try {
      Method m = main.getDeclaredMethod("main", String[].class);
      return Modifier.isStatic(m.getModifiers()) ? main : null;
    } catch (NoSuchMethodException e) {
      Class<?> above = main.getSuperclass();
      return above == null ? null : declaring(above);
    } catch (LinkageError e) {
      return null; // the launcher will say it
    }
  }

  /**
   * Defines it beside the program's main class, which is not initialised by that.
   *
   * @param main declares a static {@code main(String[])}
   * @throws IllegalStateException this JDK has no such door
   */
  public static Class<?> of(Class<?> main) {
    try {
      LangAccess define =
          LangAccess.of(
              "defineClass",
              ClassLoader.class,
              Class.class,
              String.class,
              byte[].class,
              ProtectionDomain.class,
              boolean.class,
              int.class,
              Object.class);
      String name = Type.getInternalName(main) + "$$Launched";
      Object made =
          define.call(
              main.getClassLoader(),
              main,
              name,
              bytes(name, main),
              main.getProtectionDomain(),
              false,
              FLAGS,
              null);
      return (Class<?>) made;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("main can't be launched: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("main can't be launched: " + e, e);
    }
  }

  private static byte[] bytes(String name, Class<?> main) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        "java/lang/Object",
        null);
    MethodVisitor mv =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
    mv.visitAnnotation(HIDDEN, true).visitEnd();
    Label drive = new Label();
    mv.visitCode();
    mv.visitLdcInsn(main.getName() + ".main([Ljava/lang/String;)V");
    mv.visitInsn(Opcodes.ICONST_1);
    mv.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    mv.visitInsn(Opcodes.DUP);
    mv.visitInsn(Opcodes.ICONST_0);
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    mv.visitInsn(Opcodes.AASTORE);
    call(mv, WOVEN, "enterLaunched", "(Ljava/lang/String;[Ljava/lang/Object;)Z", false);
    mv.visitJumpInsn(Opcodes.IFNE, drive);
    mv.visitVarInsn(Opcodes.ALOAD, 0);
    call(mv, Type.getInternalName(main), "main", "([Ljava/lang/String;)V", main.isInterface());
    mv.visitLabel(drive);
    mv.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    call(mv, WOVEN, "driveLaunched", "()V", false);
    mv.visitInsn(Opcodes.RETURN);
    mv.visitMaxs(5, 1);
    mv.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static void call(
      MethodVisitor mv, String owner, String name, String descriptor, boolean ofInterface) {
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, ofInterface);
  }
}
