package dev.cairn.instrumenter.weave;

import java.util.Arrays;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes a clone of a JDK method fit for a class that is not the method's own but a nestmate of it.
 * What the JVM lets the method's class alone do, the runtime links in its stead:
 *
 * <pre>
 *   super.m(args)     invokespecial S.m(args)R   invokedynamic m(H, args)R   Nestmates.special, S, H
 *   args -> body      invokedynamic              the same                    Nestmates.metafactory, H
 * </pre>
 *
 * A lambda's class is named after its host, and a snapshot knows lambdas by their hosts: so that it
 * is the same lambda, whether the method or its clone has made it.
 */
final class NestmateCode {
  private static final String FACTORY = "java/lang/invoke/LambdaMetafactory";

  private final Type host;

  private NestmateCode(String host) {
    this.host = Type.getObjectType(host);
  }

  /** Rewrites a clone of a method of the class. */
  static void rewrite(MethodNode clone, String host) {
    NestmateCode code = new NestmateCode(host);
    for (AbstractInsnNode n : clone.instructions.toArray()) {
      if (n instanceof MethodInsnNode call && isSuperCall(call)) {
        clone.instructions.set(n, code.special(call));
      } else if (n instanceof InvokeDynamicInsnNode lambda && isLambda(lambda)) {
        clone.instructions.set(n, code.lambda(lambda));
      }
    }
  }

  /** Whether a clone of the method can be rewritten so. */
  static boolean fits(MethodNode method) {
    for (AbstractInsnNode n : method.instructions) {
      if (n instanceof InvokeDynamicInsnNode d
          && (!isLambda(d)
              || (d.bsmArgs[1] instanceof Handle h && h.getTag() == Opcodes.H_INVOKESPECIAL))) {
        return false; // only the host itself may resolve such a handle
      }
    }
    return true;
  }

  private static boolean isSuperCall(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESPECIAL && !call.name.equals("<init>");
  }

  private static boolean isLambda(InvokeDynamicInsnNode n) {
    return n.bsm.getOwner().equals(FACTORY);
  }

  private InvokeDynamicInsnNode special(MethodInsnNode call) {
    String descriptor = "(" + host.getDescriptor() + call.desc.substring(1);
    return new InvokeDynamicInsnNode(
        call.name,
        descriptor,
        bootstrap(RuntimeCalls.SPECIAL, RuntimeCalls.SPECIAL_DESCRIPTOR),
        Type.getObjectType(call.owner),
        host);
  }

  private InvokeDynamicInsnNode lambda(InvokeDynamicInsnNode n) {
    Object[] arguments = Arrays.copyOf(n.bsmArgs, n.bsmArgs.length + 1);
    arguments[n.bsmArgs.length] = host;
    return new InvokeDynamicInsnNode(
        n.name,
        n.desc,
        n.bsm.getName().equals("metafactory")
            ? bootstrap(n.bsm.getName(), RuntimeCalls.METAFACTORY_DESCRIPTOR)
            : bootstrap(n.bsm.getName(), n.bsm.getDesc()),
        arguments);
  }

  private static Handle bootstrap(String name, String descriptor) {
    return new Handle(Opcodes.H_INVOKESTATIC, RuntimeCalls.NESTMATES, name, descriptor, false);
  }
}
