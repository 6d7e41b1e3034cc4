package dev.cairn.instrumenter.weave;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes classes that no compiler makes. */
final class Assembled {
  private final ClassWriter writer;
  private final Map<String, byte[]> others = new TreeMap<>();

  private Assembled(int version) {
    boolean frames = (version & 0xffff) >= Opcodes.V1_6;
    writer =
        new ClassWriter(frames ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS) {
          @Override
          protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
          }
        };
    writer.visit(
        version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, "Main", null, "java/lang/Object", null);
  }

  static Assembled main(int version) {
    return new Assembled(version);
  }

  Assembled method(String name, String descriptor, Consumer<MethodVisitor> code) {
    return method(Opcodes.ACC_STATIC, name, descriptor, code);
  }

  Assembled method(int access, String name, String descriptor, Consumer<MethodVisitor> code) {
    MethodVisitor m = writer.visitMethod(access, name, descriptor, null, null);
    m.visitCode();
    code.accept(m);
    m.visitMaxs(0, 0);
    m.visitEnd();
    return this;
  }

  /** More classes, from sources. */
  Assembled with(String source) {
    others.putAll(Compiler.compile(8, source));
    return this;
  }

  Program program() {
    Map<String, byte[]> classes = new TreeMap<>(others);
    classes.put("Main", bytes());
    return Program.of("Main", classes);
  }

  byte[] bytes() {
    return writer.toByteArray();
  }

  /** The same class as of another version; frames are dropped where the version has none. */
  static byte[] asVersion(byte[] bytes, int version) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter out = new ClassWriter(0);
    boolean frames = (version & 0xffff) >= Opcodes.V1_6;
    reader.accept(
        new org.objectweb.asm.ClassVisitor(Opcodes.ASM9, out) {
          @Override
          public void visit(
              int v, int access, String name, String signature, String superName, String[] is) {
            super.visit(version, access, name, signature, superName, is);
          }
        },
        frames ? 0 : ClassReader.SKIP_FRAMES);
    return out.toByteArray();
  }
}
