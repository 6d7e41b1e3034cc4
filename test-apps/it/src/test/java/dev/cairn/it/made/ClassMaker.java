package dev.cairn.it.made;

import static org.objectweb.asm.Opcodes.*;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Makes one class of static methods, as a class file of any version: with stack maps from 51 on,
 * where the JVM wants them, and types for it to infer before.
 */
final class ClassMaker {
  /** What all hand-made programs are: a method that says what it did. */
  static final String RUN = "run()Ljava/lang/String;";

  private final String name;
  private final ClassWriter writer;

  ClassMaker(int version, String name) {
    this.name = name;
    boolean maps = (version & 0xffff) > V1_6;
    writer =
        new ClassWriter(maps ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
          }
        };
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, name, null, "java/lang/Object", null);
    method(
        "f(I)I",
        c ->
            c.invoke(INVOKESTATIC, "dev/cairn/annotations/Cairn.safePoint()V")
                .var(ILOAD, 0)
                .op(IRETURN));
  }

  ClassMaker staticField(String field, String descriptor) {
    writer.visitField(ACC_PUBLIC | ACC_STATIC, field, descriptor, null, null).visitEnd();
    return this;
  }

  ClassMaker method(String key, Consumer<Code> code) {
    int open = key.indexOf('(');
    MethodVisitor m =
        writer.visitMethod(
            ACC_PUBLIC | ACC_STATIC, key.substring(0, open), key.substring(open), null, null);
    m.visitCode();
    code.accept(new Code(name, m));
    m.visitMaxs(0, 0);
    m.visitEnd();
    return this;
  }

  byte[] bytes() {
    return writer.toByteArray();
  }

  /** A main that prints what each of the classes says. */
  static byte[] mainOf(String name, Iterable<String> classes) {
    return new ClassMaker(V1_8, name)
        .method(
            "main([Ljava/lang/String;)V",
            c -> {
              for (String each : classes) {
                c.field(GETSTATIC, "java/lang/System.out:Ljava/io/PrintStream;")
                    .invoke(INVOKESTATIC, each + "." + RUN)
                    .invoke(INVOKEVIRTUAL, "java/io/PrintStream.println(Ljava/lang/String;)V");
              }
              c.op(RETURN);
            })
        .bytes();
  }
}
