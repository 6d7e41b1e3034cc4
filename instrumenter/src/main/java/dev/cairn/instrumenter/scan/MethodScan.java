package dev.cairn.instrumenter.scan;

import dev.cairn.instrumenter.plan.ReachableCode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds in one method the calls that lead to a source: in invoke instructions, and in the method
 * handles of lambdas, method references and constants.
 */
final class MethodScan {
  private static final String FINALIZER = "finalize() is called by the garbage collector";

  private final ReachableCode code;
  private final String className;
  private final MethodNode method;
  private final Consumer<Finding> found;
  private int line = -1;

  MethodScan(ReachableCode code, String className, MethodNode method, Consumer<Finding> found) {
    this.code = code;
    this.className = className;
    this.method = method;
    this.found = found;
  }

  void run() {
    boolean finalizer = method.name.equals("finalize") && method.desc.equals("()V");
    for (AbstractInsnNode n : method.instructions) {
      if (n instanceof LineNumberNode l) {
        line = l.line;
        if (finalizer) {
          finalizer = false;
          found(Source.FINALIZER, FINALIZER);
        }
      } else if (n instanceof MethodInsnNode call) {
        call(call.owner, call.name, call.desc, constantBefore(call));
      } else if (n instanceof InvokeDynamicInsnNode site) {
        for (Object argument : site.bsmArgs) {
          constant(argument);
        }
      } else if (n instanceof LdcInsnNode load) {
        constant(load.cst);
      }
    }
    if (finalizer) { // compiled without lines
      found(Source.FINALIZER, FINALIZER);
    }
  }

  private void constant(Object value) {
    if (value instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
      call(handle.getOwner(), handle.getName(), handle.getDesc(), null);
    } else if (value instanceof ConstantDynamic dynamic) {
      for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
        constant(dynamic.getBootstrapMethodArgument(i));
      }
    }
  }

  private void call(String owner, String name, String descriptor, @Nullable String argument) {
    if (code.isNative(owner, name + descriptor)) {
      found(Source.NATIVE, text(owner, name, argument) + " is native");
      return;
    }
    Source source = source(owner, name, descriptor);
    if (source != null) {
      found(source, text(owner, name, argument));
    }
  }

  private @Nullable Source source(String owner, String name, String descriptor) {
    if (name.equals("<init>")) { // a constructor is one class's; subclasses call it themselves
      return SourceMembers.of(owner, name, descriptor);
    }
    for (String type : code.platformTypes(owner, name + descriptor)) {
      Source source = SourceMembers.of(type, name, descriptor);
      if (source != null) {
        return source;
      }
    }
    return null;
  }

  /** The string that a call is given as its last argument, if it stands in the code. */
  private static @Nullable String constantBefore(AbstractInsnNode call) {
    AbstractInsnNode before = call.getPrevious();
    while (before != null && before.getOpcode() < 0) {
      before = before.getPrevious();
    }
    return before instanceof LdcInsnNode load && load.cst instanceof String text ? text : null;
  }

  private void found(Source source, String what) {
    found.accept(new Finding(source, className, method.name + method.desc, line, what));
  }

  /** {@code System.getenv("HOME")}, {@code new Random()}. */
  private static String text(String owner, String name, @Nullable String argument) {
    String type = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
    String arguments = argument == null ? "()" : "(\"" + argument + "\")";
    return (name.equals("<init>") ? "new " + type : type + "." + name) + arguments;
  }
}
