package dev.cairn.instrumenter.sample;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.plan.MethodLoops;
import dev.cairn.instrumenter.plan.MethodRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Counts at each loop's header how often control comes there.
 *
 * <pre>
 *   H:  LoopCounts.passed(id)
 *       header
 * </pre>
 *
 * <p>No jump is moved and no local used, so that the class's stack map frames stay as they are.
 */
public final class LoopCounter {
  private LoopCounter() {}

  /**
   * The class with its loops counted.
   *
   * @param loops takes up the class's loops
   * @return null where the class has none, or can't hold the counts
   */
  public static byte @Nullable [] weave(byte[] classBytes, ProgramLoops loops) {
    ClassNode tree = ClassTree.read(classBytes);
    boolean any = false;
    for (MethodNode m : tree.methods) {
      any |= count(tree, m, loops);
    }
    if (!any) {
      return null;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    try {
      tree.accept(writer);
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      return null; // its loops are seen in samples, and counted zero times
    }
  }

  private static boolean count(ClassNode owner, MethodNode method, ProgramLoops loops) {
    if (method.instructions.size() == 0) {
      return false;
    }
    if (method.name.equals("<init>")) {
      loops.addConstructor(owner, method);
    }
    MethodLoops found = MethodLoops.of(new MethodRef(owner.name, method.name, method.desc), method);
    if (found.loops().isEmpty()) {
      return false;
    }
    boolean overloaded = owner.methods.stream().filter(m -> m.name.equals(method.name)).count() > 1;
    int first = loops.add(found, overloaded);
    if (first < 0) {
      return false;
    }
    List<AbstractInsnNode> headers =
        found.loops().stream().map(Loop::header).map(method.instructions::get).toList();
    for (int i = 0; i < headers.size(); i++) {
      method.instructions.insertBefore(headers.get(i), increment(first + i));
    }
    return true;
  }

  private static InsnList increment(int id) {
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(id));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, "dev/cairn/runtime/LoopCounts", "passed", "(I)V", false));
    return code;
  }
}
