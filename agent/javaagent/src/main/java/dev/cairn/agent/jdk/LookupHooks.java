package dev.cairn.agent.jdk;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where a program finds a method by its name at run time, an argument is replaced on the way in.
 *
 * <table>
 *   <caption>hooks of {@code math=strict}</caption>
 *   <tr><th>method</th><th>why</th></tr>
 *   <tr><td>Lookup.findStatic(Class, String, MethodType)</td><td>method handles by name, those of
 *       scripting languages and of constants made at run time too</td></tr>
 *   <tr><td>Lookup.unreflect(Method)</td><td>method handles of reflected methods</td></tr>
 *   <tr><td>ReflectionFactory.newMethodAccessor(Method, boolean)</td><td>the code that
 *       Method.invoke runs</td></tr>
 * </table>
 */
final class LookupHooks {
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String REFLECTION = "jdk/internal/reflect/ReflectionFactory";
  private static final String MEMBERS = "dev/cairn/runtime/StrictMembers";
  private static final String METHOD = "Ljava/lang/reflect/Method;";

  static final LookupHooks NONE = new LookupHooks(Map.of());

  static final LookupHooks STRICT_MATH =
      new LookupHooks(
          Map.of(
              LOOKUP
                  + ".findStatic(Ljava/lang/Class;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                  + "Ljava/lang/invoke/MethodHandle;",
              LookupHooks::owner,
              LOOKUP + ".unreflect(" + METHOD + ")Ljava/lang/invoke/MethodHandle;",
              LookupHooks::method,
              REFLECTION + ".newMethodAccessor(" + METHOD, // from 18 on there is a second parameter
              LookupHooks::method));

  private interface Hook {
    void emit(MethodVisitor mv);
  }

  /** By the beginning of what names the method: class, name, and of the descriptor what matters. */
  private final Map<String, Hook> hooks;

  private LookupHooks(Map<String, Hook> hooks) {
    this.hooks = hooks;
  }

  /** {@code owner = StrictMembers.owner(owner, name);} */
  private static void owner(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 1);
    mv.visitVarInsn(Opcodes.ALOAD, 2);
    mv.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        MEMBERS,
        "owner",
        "(Ljava/lang/Class;Ljava/lang/String;)Ljava/lang/Class;",
        false);
    mv.visitVarInsn(Opcodes.ASTORE, 1);
  }

  /** {@code method = StrictMembers.method(method);} */
  private static void method(MethodVisitor mv) {
    mv.visitVarInsn(Opcodes.ALOAD, 1);
    mv.visitMethodInsn(Opcodes.INVOKESTATIC, MEMBERS, "method", "(" + METHOD + ")" + METHOD, false);
    mv.visitVarInsn(Opcodes.ASTORE, 1);
  }

  private @Nullable Hook hook(String method) {
    for (Map.Entry<String, Hook> e : hooks.entrySet()) {
      if (method.startsWith(e.getKey())) {
        return e.getValue();
      }
    }
    return null;
  }

  boolean concern(String className) {
    String member = className + ".";
    for (String h : hooks.keySet()) {
      if (h.startsWith(member)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The class with its hooks, or null where it has none.
   *
   * @throws IllegalStateException where this JDK's class has no such method
   */
  byte @Nullable [] apply(String className, byte[] bytes) {
    if (hooks.isEmpty() || !(className.equals(LOOKUP) || className.equals(REFLECTION))) {
      return null;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int[] hooked = new int[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            Hook hook = hook(className + "." + name + desc);
            if (hook == null) {
              return mv;
            }
            hooked[0]++;
            return new MethodVisitor(Opcodes.ASM9, mv) {
              @Override
              public void visitCode() {
                super.visitCode();
                hook.emit(this);
              }
            };
          }
        },
        0);
    long wanted = hooks.keySet().stream().filter(h -> h.startsWith(className + ".")).count();
    if (hooked[0] != wanted) {
      throw new IllegalStateException(
          className + " has " + hooked[0] + " of the " + wanted + " methods that are hooked");
    }
    return writer.toByteArray();
  }
}
