package dev.cairn.instrumenter.scan;

import dev.cairn.instrumenter.flow.TypeFlow;
import dev.cairn.instrumenter.flow.TypeFlowException;
import dev.cairn.instrumenter.flow.VType;
import dev.cairn.instrumenter.plan.ReachableCode;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds in one method where objects without a hash code of their own are hashed or printed, as far
 * as the verifier's types tell: {@code HashMap<Color, …>.put}, {@code println(new Object[0])}. Keys
 * whose static type is {@code Object} or an interface are not seen.
 */
final class IdentityScan {
  /** Tables that iterate by hash code; those that keep another order extend or implement these. */
  private static final Set<String> HASH_TABLES =
      Set.of(
          "java/util/Map",
          "java/util/AbstractMap",
          "java/util/HashMap",
          "java/util/Hashtable",
          "java/util/concurrent/ConcurrentMap",
          "java/util/concurrent/ConcurrentHashMap",
          "java/util/Set",
          "java/util/AbstractSet",
          "java/util/HashSet");

  private static final Set<String> KEY_FIRST =
      Set.of("put", "putIfAbsent", "computeIfAbsent", "compute", "merge", "add");

  private static final Set<String> PRINTS =
      Set.of(
          "java/lang/String.valueOf(Ljava/lang/Object;)Ljava/lang/String;",
          "java/util/Objects.toString(Ljava/lang/Object;)Ljava/lang/String;",
          "java/lang/StringBuilder.append(Ljava/lang/Object;)Ljava/lang/StringBuilder;",
          "java/lang/StringBuffer.append(Ljava/lang/Object;)Ljava/lang/StringBuffer;",
          "java/io/PrintStream.print(Ljava/lang/Object;)V",
          "java/io/PrintStream.println(Ljava/lang/Object;)V",
          "java/io/PrintWriter.print(Ljava/lang/Object;)V",
          "java/io/PrintWriter.println(Ljava/lang/Object;)V");

  private static final String HASHES = "java/util/Objects.hashCode(Ljava/lang/Object;)I";
  private static final String CONCATENATION = "java/lang/invoke/StringConcatFactory";

  private final ReachableCode code;
  private final String className;
  private final int classVersion;
  private final MethodNode method;
  private final Consumer<Finding> found;
  private int line = -1;

  IdentityScan(
      ReachableCode code,
      String className,
      int classVersion,
      MethodNode method,
      Consumer<Finding> found) {
    this.code = code;
    this.className = className;
    this.classVersion = classVersion;
    this.method = method;
    this.found = found;
  }

  /**
   * Scans.
   *
   * @throws TypeFlowException where the method's types can't be told
   */
  void run() throws TypeFlowException {
    @Nullable TypeFlow types = null;
    for (int i = 0; i < method.instructions.size(); i++) {
      AbstractInsnNode n = method.instructions.get(i);
      if (n instanceof LineNumberNode l) {
        line = l.line;
      } else if (n instanceof MethodInsnNode call && concerns(call)) {
        if (types == null) {
          types = TypeFlow.of(className, classVersion, method, code);
        }
        if (types.known(i)) {
          call(call, types.stack(i));
        }
      } else if (n instanceof InvokeDynamicInsnNode site
          && site.bsm.getOwner().equals(CONCATENATION)) {
        for (Type argument : Type.getArgumentTypes(site.desc)) {
          prints(argument.getInternalName(), argument.getSort() >= Type.ARRAY);
        }
      }
    }
  }

  private static boolean concerns(MethodInsnNode call) {
    String key = call.name + call.desc;
    String member = call.owner + "." + key;
    return key.equals("hashCode()I")
        || key.equals("toString()Ljava/lang/String;")
        || member.equals(HASHES)
        || PRINTS.contains(member)
        || isTable(call);
  }

  private static boolean isTable(MethodInsnNode call) {
    return KEY_FIRST.contains(call.name)
        && HASH_TABLES.contains(call.owner)
        && call.desc.startsWith("(Ljava/lang/Object;");
  }

  private void call(MethodInsnNode call, List<VType> stack) {
    int arguments = Type.getArgumentTypes(call.desc).length;
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    if (isTable(call)) {
      VType table = stack.get(stack.size() - arguments - 1);
      VType key = stack.get(stack.size() - arguments);
      if (HASH_TABLES.contains(table.name()) && hashes(key)) {
        String what = ordinary(call.owner) + "." + call.name + " of keys of type " + dotted(key);
        found(Source.IDENTITY_ORDER, what);
      }
    } else if (call.getOpcode() != Opcodes.INVOKESPECIAL) {
      VType seen = stack.get(stack.size() - (isStatic ? arguments : Math.max(arguments, 1)));
      if (!call.desc.endsWith("I")) {
        prints(seen.name(), seen.kind() == VType.Kind.OBJECT);
      } else if (hashes(seen)) {
        found(Source.IDENTITY_HASH, "the hash code of a " + dotted(seen));
      }
    } else if (call.owner.equals("java/lang/Object")) {
      found(Source.IDENTITY_HASH, "super." + call.name + "()");
    }
  }

  private boolean hashes(VType type) {
    return type.kind() == VType.Kind.OBJECT && code.hashesByIdentity(type.name());
  }

  private void prints(String type, boolean isReference) {
    if (isReference && code.printsIdentity(type)) {
      found(Source.IDENTITY_HASH, "the text of a " + ordinary(type));
    }
  }

  private static String dotted(VType type) {
    return ordinary(type.name());
  }

  /** As people write it: {@code java.lang.Class}, {@code int[]}. */
  private static String ordinary(String name) {
    return Type.getObjectType(name).getClassName();
  }

  private void found(Source source, String what) {
    found.accept(new Finding(source, className, method.name + method.desc, line, what));
  }
}
