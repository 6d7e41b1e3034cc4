package dev.cairn.agent.weave;

import dev.cairn.agent.jdk.LoaderHook;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What changes in classes where a job with class loaders of its own goes on. */
final class LoaderMethods {
  private LoaderMethods() {}

  /**
   * Lets {@link LoaderHook} answer in {@code loadClass}.
   *
   * @param ended whether the initialiser ran in the job's former life: then its body goes. The
   *     method itself stays, since the default serialVersionUID tells whether there is one
   * @return null where nothing changes
   */
  static byte @Nullable [] apply(byte[] bytes, boolean ended) {
    if (!ended && !mentions(bytes, LoaderHook.METHOD)) {
      return null;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    Changes changes = new Changes(writer, ended);
    reader.accept(changes, ClassReader.EXPAND_FRAMES);
    return changes.any ? writer.toByteArray() : null;
  }

  /** Whether the constant pool may hold this name: nearly no class does. */
  private static boolean mentions(byte[] bytes, String name) {
    for (int i = 0; i + name.length() <= bytes.length; i++) {
      int k = 0;
      while (k < name.length() && bytes[i + k] == name.charAt(k)) {
        k++;
      }
      if (k == name.length()) {
        return true;
      }
    }
    return false;
  }

  private static final class Changes extends ClassVisitor {
    private final boolean ended;
    private int version;
    private String owner = "";
    private boolean any;

    Changes(ClassVisitor next, boolean ended) {
      super(Opcodes.ASM9, next);
      this.ended = ended;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      this.version = version;
      owner = name;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      if (name.equals("<clinit>") && ended) {
        any = true;
        return empty(next);
      }
      if (name.equals(LoaderHook.METHOD)
          && descriptor.equals(LoaderHook.DESCRIPTOR)
          && (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
        any = true;
        return LoaderHook.guard(owner, version, next);
      }
      return next;
    }

    private static MethodVisitor empty(MethodVisitor next) {
      next.visitCode();
      next.visitInsn(Opcodes.RETURN);
      next.visitMaxs(0, 0);
      next.visitEnd();
      return new MethodVisitor(Opcodes.ASM9) {};
    }
  }
}
