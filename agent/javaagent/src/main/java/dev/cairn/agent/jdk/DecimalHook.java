package dev.cairn.agent.jdk;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Has the JDK write floating-point numbers as the release did in which the job began: Java 17 and
 * 18 write some with more digits than later ones (JDK-4511638). Put in only where a job has come
 * over that boundary.
 *
 * <pre>
 *   Double.toString(v)           from 19 on, for a job of 17 or 18: FloatingDecimal, which is still there
 *                                in 17 and 18, for a job of a later one: DecimalText
 *   StringBuilder.append(v)      super.append(Double.toString(v))
 * </pre>
 */
public final class DecimalHook extends JdkHooks {
  /** From here on there is one text for each number, the shortest. */
  public static final int SHORTEST = 19;

  private static final boolean SHORTEST_HERE = Runtime.version().feature() >= SHORTEST;
  private static final String BUILDER = "java/lang/AbstractStringBuilder";
  private static final String TEXT = "Ljava/lang/String;";

  /** Who writes them otherwise than this release does, and by which method. */
  private static final String OTHER =
      SHORTEST_HERE ? "jdk/internal/math/FloatingDecimal" : "dev/cairn/runtime/DecimalText";

  private static final String OTHER_METHOD = SHORTEST_HERE ? "toJavaFormatString" : "of";

  public DecimalHook() {
    super(
        "floating-point numbers can't be written as the release did in which the job began",
        List.of(
            "java/lang/Double",
            "java/lang/Float",
            "java/lang/StringBuilder",
            "java/lang/StringBuffer"));
  }

  /** Whether a job that began in that release has its numbers written otherwise than here. */
  public static boolean isWanted(int feature) {
    return (feature >= SHORTEST) != SHORTEST_HERE;
  }

  @Override
  Map<String, UnaryOperator<MethodVisitor>> make() {
    return Map.of(
        "java/lang/Double.toString(D)" + TEXT,
        mv -> new Written(mv, "D"),
        "java/lang/Float.toString(F)" + TEXT,
        mv -> new Written(mv, "F"),
        "java/lang/StringBuilder.append(D)Ljava/lang/StringBuilder;",
        mv -> new Appended(mv, "D", "java/lang/Double"),
        "java/lang/StringBuilder.append(F)Ljava/lang/StringBuilder;",
        mv -> new Appended(mv, "F", "java/lang/Float"),
        "java/lang/StringBuffer.append(D)Ljava/lang/StringBuffer;",
        mv -> new Appended(mv, "D", "java/lang/Double"),
        "java/lang/StringBuffer.append(F)Ljava/lang/StringBuffer;",
        mv -> new Appended(mv, "F", "java/lang/Float"));
  }

  /** Replaces the one call that takes a number. */
  private abstract static class OneCall extends MethodVisitor {
    private boolean replaced;

    OneCall(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    abstract boolean isIt(int opcode, String owner, String descriptor);

    abstract void replace();

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      if (isIt(opcode, owner, descriptor)) {
        replaced = true;
        replace();
      } else {
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      }
    }

    @Override
    public void visitEnd() {
      if (!replaced) {
        throw new IllegalStateException("this JDK writes floating-point numbers in another way");
      }
      super.visitEnd();
    }
  }

  /** {@code return X.toString(v)}: by another X. */
  private static final class Written extends OneCall {
    private final String kind;

    Written(MethodVisitor next, String kind) {
      super(next);
      this.kind = kind;
    }

    @Override
    boolean isIt(int opcode, String owner, String descriptor) {
      return opcode == Opcodes.INVOKESTATIC && descriptor.equals("(" + kind + ")" + TEXT);
    }

    @Override
    void replace() {
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, OTHER, OTHER_METHOD, "(" + kind + ")" + TEXT, false);
    }
  }

  /** {@code super.append(v)}: {@code super.append(Double.toString(v))}. */
  private static final class Appended extends OneCall {
    private final String kind;
    private final String box;

    Appended(MethodVisitor next, String kind, String box) {
      super(next);
      this.kind = kind;
      this.box = box;
    }

    @Override
    boolean isIt(int opcode, String owner, String descriptor) {
      return opcode == Opcodes.INVOKESPECIAL
          && owner.equals(BUILDER)
          && descriptor.equals("(" + kind + ")L" + BUILDER + ";");
    }

    @Override
    void replace() {
      mv.visitMethodInsn(Opcodes.INVOKESTATIC, box, "toString", "(" + kind + ")" + TEXT, false);
      mv.visitMethodInsn(
          Opcodes.INVOKESPECIAL, BUILDER, "append", "(" + TEXT + ")L" + BUILDER + ";", false);
    }
  }
}
