package dev.cairn.instrumenter.flow;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;
import org.objectweb.asm.tree.ClassNode;

/**
 * Reads class bytes the one way that all analyses and the weaver expect: frames expanded, {@code
 * jsr} subroutines inlined. Loop ordinals and instruction indices mean something only in a tree
 * that was read here.
 */
public final class ClassTree {
  private ClassTree() {}

  /** The latest ASM API level we know of; newer class files are refused by {@link ClassReader}. */
  public static final int API = Opcodes.ASM9;

  /**
   * Reads a class.
   *
   * @throws IllegalArgumentException if the class file is of a newer version than ASM knows
   */
  public static ClassNode read(byte[] classBytes) {
    ClassNode tree =
        new ClassNode(API) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            JSRInlinerAdapter method =
                new JSRInlinerAdapter(
                    API, null, access, name, descriptor, signature, exceptions) {};
            methods.add(method);
            return method;
          }
        };
    new ClassReader(classBytes).accept(tree, ClassReader.EXPAND_FRAMES);
    return tree;
  }
}
