package dev.cairn.corpus;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.MarkedLoop;
import dev.cairn.instrumenter.plan.MethodLoops;
import dev.cairn.instrumenter.plan.MethodRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Marks a library's loops as {@code auto} would if every method of it were reached outside of any
 * loop: the outermost loops of each method, and, as checked calls, all that by name and descriptor
 * may lead to one of them. That is more than any program would have woven.
 */
final class JarPlan {
  private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

  /**
   * One method, as far as it matters here.
   *
   * @param calls names and descriptors of what it calls, and of what its lambdas call
   * @param lambdas what a lambda is called as, and what it leads to, by turns
   */
  private record Method(String key, boolean loops, Set<String> calls, List<String> lambdas) {}

  /** An immutable set: each class's plan has the same. */
  private final Set<String> leading;

  /** Reads all classes. What can't be read is left out: the JVM doesn't load it either. */
  JarPlan(ClassFiles files) {
    Set<String> leading = new HashSet<>();
    List<Method> methods = new ArrayList<>();
    for (String name : files.own()) {
      methods.addAll(methods(files.own(name)));
    }
    methods.stream().filter(Method::loops).forEach(m -> leading.add(m.key()));
    boolean more = true;
    while (more) {
      more = false;
      for (Method m : methods) {
        if (m.calls().stream().anyMatch(leading::contains)) {
          more |= leading.add(m.key());
        }
        for (int i = 0; i < m.lambdas().size(); i += 2) {
          if (leading.contains(m.lambdas().get(i + 1))) {
            more |= leading.add(m.lambdas().get(i));
          }
        }
      }
    }
    this.leading = Set.copyOf(leading);
  }

  private static List<Method> methods(byte[] classFile) {
    try {
      ClassNode tree = ClassTree.read(classFile);
      return tree.methods.stream().map(m -> method(tree, m)).toList();
    } catch (RuntimeException e) { // ASM checks no bytes: bad ones break it anywhere
      return List.of();
    }
  }

  private static Method method(ClassNode owner, MethodNode m) {
    Set<String> calls = new TreeSet<>();
    List<String> lambdas = new ArrayList<>();
    for (AbstractInsnNode n : m.instructions) {
      if (n instanceof MethodInsnNode call) {
        calls.add(key(call.owner, call.name, call.desc));
      } else if (n instanceof InvokeDynamicInsnNode indy && indy.bsm.getOwner().equals(LAMBDAS)) {
        Handle body = (Handle) indy.bsmArgs[1];
        lambdas.add(indy.name + ((Type) indy.bsmArgs[0]).getDescriptor());
        lambdas.add(key(body.getOwner(), body.getName(), body.getDesc()));
      }
    }
    boolean loops = m.instructions.size() > 0 && !outermost(owner, m).isEmpty();
    return new Method(
        key(owner.name, m.name, m.desc),
        loops && !m.name.equals("<clinit>"),
        m.name.equals("<clinit>") ? Set.of() : Set.copyOf(calls),
        List.copyOf(lambdas));
  }

  /** As plans name what is called: a constructor is one class's. */
  private static String key(String owner, String name, String descriptor) {
    return (name.equals("<init>") ? owner + "." : "") + name + descriptor;
  }

  private static List<Loop> outermost(ClassNode owner, MethodNode m) {
    return MethodLoops.of(new MethodRef(owner.name, m.name, m.desc), m).outermost();
  }

  /** The plan of one class; class initialisers, whose frames pin, stand in none. */
  ClassPlan of(byte[] classFile) {
    ClassNode tree = ClassTree.read(classFile);
    List<MarkedLoop> loops = new ArrayList<>();
    Set<String> woven = new TreeSet<>();
    for (MethodNode m : tree.methods) {
      if (m.instructions.size() == 0 || m.name.equals("<clinit>")) {
        continue;
      }
      String key = m.name + m.desc;
      for (Loop l : outermost(tree, m)) {
        loops.add(new MarkedLoop(key, l.ordinal(), l.line(), -1, "auto"));
        woven.add(key);
      }
      for (AbstractInsnNode n : m.instructions) {
        if (n instanceof MethodInsnNode c && leading.contains(key(c.owner, c.name, c.desc))) {
          woven.add(key);
        }
      }
    }
    return new ClassPlan(tree.name, loops, woven, null, leading, false);
  }
}
