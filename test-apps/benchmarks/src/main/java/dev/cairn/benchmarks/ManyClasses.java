package dev.cairn.benchmarks;

import static org.objectweb.asm.Opcodes.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * A large application that does little: {@code Main parts} starts so many of its parts. Each part
 * goes in a loop over its classes, which call each other, have loops of their own, and print
 * nothing; all are loaded by then.
 *
 * <pre>
 *   Main.main: sum += Part0.start(); ... until there are as many as were asked for
 *   Part7.start: for (turn &lt; 2) { sum += C7_0.work(turn); sum += C7_1.work(turn); ... }
 *   C7_5: work calls value of an object of its own and a loop of C7_6; six methods more
 * </pre>
 */
final class ManyClasses {
  static final String MAIN = "app.Main";
  static final int PARTS = 100;
  static final int CLASSES_PER_PART = 100;

  /** Methods that nothing calls, as libraries have. */
  private static final int IDLE_METHODS = 6;

  private ManyClasses() {}

  static void write(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, "app/Main", main());
      for (int p = 0; p < PARTS; p++) {
        put(out, part(p), partClass(p));
        for (int c = 0; c < CLASSES_PER_PART; c++) {
          put(out, name(p, c), smallClass(p, c));
        }
      }
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name + ".class"));
    out.write(bytes);
    out.closeEntry();
  }

  private static String part(int p) {
    return "app/Part" + p;
  }

  private static String name(int p, int c) {
    return "app/part" + p + "/C" + c % CLASSES_PER_PART;
  }

  private static ClassWriter begin(String name) {
    ClassWriter w = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    w.visit(V1_8, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
    w.visitSource(name.substring(name.lastIndexOf('/') + 1) + ".java", null);
    return w;
  }

  private static MethodVisitor method(ClassWriter w, int access, String name, String descriptor) {
    MethodVisitor m = w.visitMethod(ACC_PUBLIC | access, name, descriptor, null, null);
    m.visitCode();
    return m;
  }

  private static void end(MethodVisitor m) {
    m.visitMaxs(0, 0);
    m.visitEnd();
  }

  private static byte[] main() {
    ClassWriter w = begin("app/Main");
    MethodVisitor m = method(w, ACC_STATIC, "main", "([Ljava/lang/String;)V");
    m.visitVarInsn(ALOAD, 0);
    m.visitInsn(ICONST_0);
    m.visitInsn(AALOAD);
    m.visitMethodInsn(
        INVOKESTATIC, "java/lang/Integer", "parseInt", "(Ljava/lang/String;)I", false);
    m.visitVarInsn(ISTORE, 1);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 2);
    Label print = new Label();
    for (int p = 0; p < PARTS; p++) {
      m.visitVarInsn(ILOAD, 1);
      m.visitIntInsn(SIPUSH, p);
      m.visitJumpInsn(IF_ICMPLE, print);
      m.visitVarInsn(ILOAD, 2);
      m.visitMethodInsn(INVOKESTATIC, part(p), "start", "()I", false);
      m.visitInsn(IADD);
      m.visitVarInsn(ISTORE, 2);
    }
    m.visitLabel(print);
    m.visitFieldInsn(GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
    m.visitVarInsn(ILOAD, 2);
    m.visitMethodInsn(INVOKEVIRTUAL, "java/io/PrintStream", "println", "(I)V", false);
    m.visitInsn(RETURN);
    end(m);
    return w.toByteArray();
  }

  private static byte[] partClass(int p) {
    ClassWriter w = begin(part(p));
    MethodVisitor m = method(w, ACC_STATIC, "start", "()I");
    loop(
        m,
        2,
        () -> {
          for (int c = 0; c < CLASSES_PER_PART; c++) {
            m.visitVarInsn(ILOAD, 1);
            m.visitVarInsn(ILOAD, 0);
            m.visitMethodInsn(INVOKESTATIC, name(p, c), "work", "(I)I", false);
            m.visitInsn(IADD);
            m.visitVarInsn(ISTORE, 1);
          }
        });
    end(m);
    return w.toByteArray();
  }

  /** {@code int sum = 0; for (int i = 0; i < turns; i++) body; return sum;} in slots 0 and 1. */
  private static void loop(MethodVisitor m, int turns, Runnable body) {
    Label head = new Label();
    Label end = new Label();
    Label line = new Label();
    m.visitLabel(line);
    m.visitLineNumber(7, line);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 0);
    m.visitInsn(ICONST_0);
    m.visitVarInsn(ISTORE, 1);
    m.visitLabel(head);
    m.visitVarInsn(ILOAD, 0);
    m.visitIntInsn(BIPUSH, turns);
    m.visitJumpInsn(IF_ICMPGE, end);
    body.run();
    m.visitIincInsn(0, 1);
    m.visitJumpInsn(GOTO, head);
    m.visitLabel(end);
    m.visitVarInsn(ILOAD, 1);
    m.visitInsn(IRETURN);
  }

  private static byte[] smallClass(int p, int c) {
    String name = name(p, c);
    ClassWriter w = begin(name);
    w.visitField(ACC_PRIVATE, "v", "I", null, null).visitEnd();
    MethodVisitor make = method(w, 0, "<init>", "(I)V");
    make.visitVarInsn(ALOAD, 0);
    make.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    make.visitVarInsn(ALOAD, 0);
    make.visitVarInsn(ILOAD, 1);
    make.visitFieldInsn(PUTFIELD, name, "v", "I");
    make.visitInsn(RETURN);
    end(make);
    MethodVisitor value = method(w, 0, "value", "()I");
    value.visitVarInsn(ALOAD, 0);
    value.visitFieldInsn(GETFIELD, name, "v", "I");
    value.visitInsn(IRETURN);
    end(value);
    MethodVisitor work = method(w, ACC_STATIC, "work", "(I)I");
    work.visitTypeInsn(NEW, name);
    work.visitInsn(DUP);
    work.visitVarInsn(ILOAD, 0);
    work.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(I)V", false);
    work.visitMethodInsn(INVOKEVIRTUAL, name, "value", "()I", false);
    work.visitMethodInsn(INVOKESTATIC, name(p, c + 1), "turns0", "()I", false);
    work.visitInsn(IADD);
    work.visitInsn(IRETURN);
    end(work);
    for (int i = 0; i < IDLE_METHODS; i++) {
      MethodVisitor turns = method(w, ACC_STATIC, "turns" + i, "()I");
      int next = i;
      loop(
          turns,
          3,
          () -> {
            turns.visitVarInsn(ILOAD, 1);
            turns.visitVarInsn(ILOAD, 0);
            turns.visitIntInsn(SIPUSH, p * next + c);
            turns.visitInsn(IMUL);
            turns.visitInsn(IADD);
            turns.visitVarInsn(ISTORE, 1);
          });
      end(turns);
      MethodVisitor text = method(w, 0, "text" + i, "()Ljava/lang/String;");
      text.visitTypeInsn(NEW, "java/lang/StringBuilder");
      text.visitInsn(DUP);
      text.visitMethodInsn(INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "()V", false);
      for (int k = 0; k < 4; k++) {
        text.visitLdcInsn("part " + p + ", class " + c + ", text " + i + k);
        text.visitMethodInsn(
            INVOKEVIRTUAL,
            "java/lang/StringBuilder",
            "append",
            "(Ljava/lang/String;)Ljava/lang/StringBuilder;",
            false);
      }
      text.visitMethodInsn(
          INVOKEVIRTUAL, "java/lang/StringBuilder", "toString", "()Ljava/lang/String;", false);
      text.visitInsn(ARETURN);
      end(text);
    }
    return w.toByteArray();
  }
}
