package dev.cairn.instrumenter.plan;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/** A loop with two entries, which no Java compiler makes, and a plain one inside it. */
final class IrreducibleClass {
  private IrreducibleClass() {}

  /**
   *
   *
   * <pre>
   *      if (args.length == 0) goto B
   *   A: i++                           // line 10
   *   C: if (i < 3) { i++; goto C }    // line 20
   *   B: if (i < 9) goto A             // line 30
   * </pre>
   */
  static byte[] bytes() {
    ClassWriter c = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    c.visit(V17, ACC_PUBLIC, "app/Main", null, "java/lang/Object", null);
    MethodVisitor m =
        c.visitMethod(ACC_PUBLIC | ACC_STATIC, "main", "([Ljava/lang/String;)V", null, null);
    Label first = new Label();
    Label inner = new Label();
    Label second = new Label();
    m.visitCode();
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitVarInsn(ALOAD, 0);
    m.visitInsn(ARRAYLENGTH);
    m.visitJumpInsn(IFEQ, second);
    m.visitLabel(first);
    m.visitLineNumber(10, first);
    m.visitIincInsn(1, 1);
    m.visitLabel(inner);
    m.visitLineNumber(20, inner);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(ICONST_3);
    m.visitJumpInsn(IF_ICMPGE, second);
    m.visitIincInsn(1, 1);
    m.visitJumpInsn(GOTO, inner);
    m.visitLabel(second);
    m.visitLineNumber(30, second);
    m.visitVarInsn(ILOAD, 1);
    m.visitIntInsn(BIPUSH, 9);
    m.visitJumpInsn(IF_ICMPLT, first);
    m.visitInsn(RETURN);
    m.visitMaxs(0, 0);
    m.visitEnd();
    c.visitEnd();
    return c.toByteArray();
  }
}
