package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.ControlFlow;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.LoopForest;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.Adapter;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.MarkedLoop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A test's program: its classes, and how they are woven. Every loop of every method is marked,
 * every method but class initialisers is woven, and every call of one is checked, unless told
 * otherwise.
 */
final class Program {
  static final String ROOT = "run()Ljava/lang/String;";

  final Map<String, byte[]> classes;
  final String main;
  PollKind poll = PollKind.EVERY;
  List<SaveForm> forms = List.of(SaveForm.values());
  Predicate<Loop> marked = l -> l.notMarkable() == null;
  final Set<String> woven = new TreeSet<>();

  private Program(Map<String, byte[]> classes, String main) {
    this.classes = new TreeMap<>(classes);
    this.main = main;
    woven.addAll(classes.keySet());
  }

  /** Sources for one release; the class {@code Main} has {@code static String run()}. */
  static Program java(int release, String... sources) {
    return new Program(Compiler.compile(release, sources), "Main");
  }

  static Program java(String... sources) {
    return java(17, sources);
  }

  static Program of(String main, Map<String, byte[]> classes) {
    return new Program(classes, main);
  }

  Program poll(PollKind kind) {
    poll = kind;
    return this;
  }

  /** The forms in which methods may save. */
  Program saving(SaveForm... among) {
    forms = List.of(among);
    return this;
  }

  Program marking(Predicate<Loop> loops) {
    marked = loops;
    return this;
  }

  Map<String, WovenClass> weave() {
    Map<String, ClassNode> trees = new TreeMap<>();
    woven.forEach(name -> trees.put(name, ClassTree.read(classes.get(name))));
    Set<String> calls = new TreeSet<>();
    trees.values().forEach(t -> calls.addAll(calls(t)));
    Map<String, WovenClass> result = new LinkedHashMap<>();
    for (ClassNode tree : trees.values()) {
      try {
        result.put(
            tree.name,
            Weaver.weave(
                classes.get(tree.name), plan(tree, calls), poll, new Hierarchy(classes), forms));
      } catch (NotWeavableException e) {
        throw new AssertionError(e);
      }
    }
    return result;
  }

  ClassPlan plan(ClassNode tree, Set<String> calls) {
    List<MarkedLoop> loops = new ArrayList<>();
    Set<String> methods = new TreeSet<>();
    for (MethodNode m : tree.methods) {
      if (m.instructions.size() == 0 || m.name.equals("<clinit>")) {
        continue;
      }
      String key = m.name + m.desc;
      methods.add(key);
      for (Loop l : LoopForest.of(m, ControlFlow.of(m)).loops()) {
        if (marked.test(l)) {
          loops.add(new MarkedLoop(key, l.ordinal(), l.line(), -1, "test"));
        }
      }
    }
    return new ClassPlan(
        tree.name, loops, methods, tree.name.equals(main) ? ROOT : null, calls, false);
  }

  Set<String> calls() {
    Set<String> calls = new TreeSet<>();
    woven.forEach(name -> calls.addAll(calls(ClassTree.read(classes.get(name)))));
    return calls;
  }

  /** Methods of the program, what its lambdas implement, and what may call them for it. */
  private static Set<String> calls(ClassNode tree) {
    Set<String> result = new TreeSet<>();
    for (Adapter a : Adapter.values()) {
      result.add(a.key());
    }
    for (MethodNode m : tree.methods) {
      result.add((m.name.equals("<init>") ? tree.name + "." : "") + m.name + m.desc);
      for (AbstractInsnNode n : m.instructions) {
        if (n instanceof InvokeDynamicInsnNode indy
            && indy.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
          result.add(indy.name + ((Type) indy.bsmArgs[0]).getDescriptor());
        }
      }
    }
    return result;
  }

  /** Superclasses from the program's bytes, else from the JDK's. */
  record Hierarchy(Map<String, byte[]> classes) implements TypeHierarchy {
    @Override
    public String superName(String internalName) {
      ClassReader r = reader(internalName);
      return r == null ? null : r.getSuperName();
    }

    @Override
    public boolean isInterface(String internalName) {
      ClassReader r = reader(internalName);
      return r != null && (r.getAccess() & Opcodes.ACC_INTERFACE) != 0;
    }

    private ClassReader reader(String name) {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        try (var in = ClassLoader.getSystemResourceAsStream(name + ".class")) {
          bytes = in == null ? null : in.readAllBytes();
        } catch (java.io.IOException e) {
          throw new AssertionError(e);
        }
      }
      return bytes == null ? null : new ClassReader(bytes);
    }
  }
}
