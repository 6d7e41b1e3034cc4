package dev.cairn.instrumenter.sample;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where constructors evaluate the arguments of {@code super(...)} or {@code this(...)}: below them
 * no frame can be saved. By line, since a stack trace tells no more.
 *
 * <pre>
 *   World(Vec2 gravity) {
 *     this(gravity, new Pool(100));    frames World.&lt;init&gt;, Pool.&lt;init&gt;: early
 *   }                                  frames World.&lt;init&gt;, World.&lt;init&gt;: not early
 * </pre>
 */
final class EarlyCode {
  private record Place(String className, int line) {}

  /** The class whose constructor is called once the arguments are there, with dots. */
  private final Map<Place, String> delegates = new HashMap<>();

  /** Takes up a constructor's calls. In code order, as compilers write them. */
  void add(ClassNode owner, MethodNode constructor) {
    MethodInsnNode delegate = delegate(constructor);
    int line = -1;
    for (AbstractInsnNode i : constructor.instructions) {
      if (i instanceof LineNumberNode n) {
        line = n.line;
      } else if (delegate == null || i == delegate) {
        return;
      } else if (i.getType() == AbstractInsnNode.METHOD_INSN) {
        delegates.put(new Place(name(owner.name), line), name(delegate.owner));
      }
    }
  }

  /** The call of {@code super(...)} or {@code this(...)}: no object that was made waits for it. */
  private static @Nullable MethodInsnNode delegate(MethodNode constructor) {
    int made = 0;
    for (AbstractInsnNode i : constructor.instructions) {
      if (i.getOpcode() == Opcodes.NEW) {
        made++;
      } else if (i.getOpcode() == Opcodes.INVOKESPECIAL
          && i instanceof MethodInsnNode call
          && call.name.equals("<init>")) {
        if (made == 0) {
          return call;
        }
        made--;
      }
    }
    return null;
  }

  /** Whether a constructor's frame has called for an argument, not for the rest of its object. */
  boolean calls(SampledFrame constructor, SampledFrame callee) {
    String delegate = delegates.get(new Place(constructor.className(), constructor.line()));
    return delegate != null
        && constructor.method().equals("<init>")
        && !(callee.method().equals("<init>") && callee.className().equals(delegate));
  }

  private static String name(String internalName) {
    return internalName.replace('/', '.');
  }
}
