package dev.cairn.instrumenter.sample;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.plan.MethodLoops;
import dev.cairn.instrumenter.plan.MethodRef;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Counts how often control goes back to each loop's header: there a safe point would stand. A loop
 * that is entered often and never comes round is counted zero times.
 *
 * <pre>
 *   goto H             LoopCounts.passed(id);  goto H
 *   if&lt;cond&gt; H         LoopCounts.passed(id);  if&lt;cond&gt; H;  LoopCounts.notPassed(id)
 *   insn  H:           insn;  LoopCounts.passed(id)  H:
 * </pre>
 *
 * <p>A switch that leads to the header is counted however it decides; a way back by an exception is
 * not counted. No jump is moved and no local used, so that the class's stack map frames stay as
 * they are.
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
    AbstractInsnNode[] code = method.instructions.toArray(); // as the edges number it
    for (int i = 0; i < found.loops().size(); i++) {
      for (Loop.BackEdge edge : found.loops().get(i).backEdges()) {
        count(method.instructions, code[edge.from()], edge.kind(), first + i);
      }
    }
    return true;
  }

  private static void count(InsnList body, AbstractInsnNode from, Loop.EdgeKind kind, int id) {
    switch (kind) {
      case JUMP -> {
        body.insertBefore(from, call("passed", id));
        if (from instanceof JumpInsnNode && from.getOpcode() != Opcodes.GOTO) {
          body.insert(from, call("notPassed", id));
        }
      }
      case FALL_THROUGH -> body.insert(from, call("passed", id));
      case EXCEPTION -> {}
    }
  }

  private static InsnList call(String name, int id) {
    InsnList code = new InsnList();
    code.add(new LdcInsnNode(id));
    code.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, "dev/cairn/runtime/LoopCounts", name, "(I)V", false));
    return code;
  }
}
