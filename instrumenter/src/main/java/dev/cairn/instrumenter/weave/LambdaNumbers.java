package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;

/**
 * Numbers the places where a class makes lambdas and method references, in the order of its class
 * file, and lets them bootstrap through the runtime, which is told the number.
 *
 * <pre>
 *   invokedynamic run()Runnable  LambdaMetafactory.metafactory(method, implementation, instantiated)
 *   invokedynamic run()Runnable  LambdaSites.metafactory(method, implementation, instantiated, 3)
 * </pre>
 *
 * No instruction moves or changes its size. It comes before the weaving, so that a clone has the
 * numbers of its method.
 */
public final class LambdaNumbers {
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final int TAG_CLASS = 7;

  private LambdaNumbers() {}

  /** The class file with its lambdas numbered, or null where it makes none. */
  public static byte @Nullable [] apply(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if (!names(reader, METAFACTORY)) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, 0);
    int[] next = {0};
    reader.accept(
        new ClassVisitor(ClassTree.API, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            MethodVisitor mv = super.visitMethod(access, name, desc, signature, exceptions);
            return new MethodVisitor(ClassTree.API, mv) {
              @Override
              public void visitInvokeDynamicInsn(
                  String name, String desc, Handle bootstrap, Object... args) {
                if (bootstrap.getOwner().equals(METAFACTORY)) {
                  super.visitInvokeDynamicInsn(name, desc, ours(bootstrap), with(args, next[0]++));
                } else {
                  super.visitInvokeDynamicInsn(name, desc, bootstrap, args);
                }
              }
            };
          }
        },
        0);
    return next[0] == 0 ? null : writer.toByteArray();
  }

  /** {@code (Lookup, String, MethodType, MethodType, MethodHandle, MethodType [, int])}. */
  private static Handle ours(Handle bootstrap) {
    String d = bootstrap.getDesc();
    return new Handle(
        bootstrap.getTag(),
        RuntimeCalls.LAMBDA_SITES,
        bootstrap.getName(),
        d.contains("[") ? d : d.replace(")", "I)"),
        false);
  }

  private static Object[] with(Object[] args, int number) {
    Object[] more = Arrays.copyOf(args, args.length + 1);
    more[args.length] = number;
    return more;
  }

  /** Whether the constant pool names the class: a look that costs no parsing. */
  private static boolean names(ClassReader reader, String className) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      if (at > 0
          && reader.readByte(at - 1) == TAG_CLASS
          && className.equals(reader.readUTF8(at, buffer))) {
        return true;
      }
    }
    return false;
  }
}
