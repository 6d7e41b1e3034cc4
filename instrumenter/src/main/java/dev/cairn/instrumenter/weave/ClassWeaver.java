package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.MarkedLoop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves one class: plans each method, emits its two copies, writes the class. */
final class ClassWeaver {
  private final byte[] bytes;
  private final ClassNode tree;
  private final ClassPlan plan;
  private final PollKind poll;
  private final TypeHierarchy hierarchy;
  private final SizePlanner sizes;
  private final Map<String, UnsupportedMethod> unsupported = new HashMap<>();

  ClassWeaver(
      byte[] bytes,
      ClassNode tree,
      ClassPlan plan,
      PollKind poll,
      TypeHierarchy hierarchy,
      List<SaveForm> forms) {
    this.bytes = bytes;
    this.tree = tree;
    this.plan = plan;
    this.poll = poll;
    this.hierarchy = hierarchy;
    this.sizes = new SizePlanner(new ClassReader(bytes), tree, forms);
  }

  WovenClass weave() throws NotWeavableException {
    check();
    Map<String, MethodCopies> planned = planned();
    while (true) {
      try {
        return written(planned);
      } catch (MethodTooLargeException e) {
        String key = tooLarge(e, planned);
        MethodCopies large = planned.get(key);
        MethodCopies smaller = large == null ? null : sizes.smaller(large);
        if (smaller != null) { // jumps too far for two bytes have grown
          planned.put(key, smaller);
        } else {
          planned.remove(key);
          unsupported.put(
              key,
              new UnsupportedMethod(
                  key, -1, "it would be larger than 64 KB after weaving; split the method"));
        }
      }
    }
  }

  private void check() throws NotWeavableException {
    if (!tree.name.equals(plan.className())) {
      throw notWeavable("", "the plan is for class " + plan.className().replace('/', '.'));
    }
    for (MethodNode m : tree.methods) {
      if ((m.access & Opcodes.ACC_SYNTHETIC) != 0
          && m.desc.startsWith("(" + RuntimeCalls.FRAME_DESCRIPTOR)) {
        throw notWeavable(m.name + m.desc, "the class is woven already");
      }
    }
    for (String key : plan.wovenMethods()) {
      MethodNode m = method(key);
      if (m == null) {
        throw notWeavable(key, "the plan names it, and the class has no such method");
      }
    }
  }

  private NotWeavableException notWeavable(String method, String reason) {
    return new NotWeavableException(tree.name.replace('/', '.'), method, -1, reason);
  }

  private @Nullable MethodNode method(String key) {
    for (MethodNode m : tree.methods) {
      if (key.equals(m.name + m.desc)) {
        return m;
      }
    }
    return null;
  }

  /** The methods that can be woven, by key in class file order. */
  private Map<String, MethodCopies> planned() throws NotWeavableException {
    Map<String, MethodCopies> result = new LinkedHashMap<>();
    Map<String, Integer> clones = new HashMap<>();
    for (MethodNode m : tree.methods) {
      String key = m.name + m.desc;
      if (plan.wovenMethods().contains(key)) {
        String name = ResumeClone.name(m.name);
        int number = clones.merge(name, 1, Integer::sum);
        try {
          MethodWeavePlan planned = plan(m, key);
          if (planned.root() || !planned.points().isEmpty()) { // else it is never on a saved stack
            MethodCopies copies = sizes.copies(planned, name, ResumeClone.descriptor(m, number));
            CloneTypes.check(copies, hierarchy);
            result.put(key, copies);
          }
        } catch (UnsupportedException e) {
          unsupported.put(
              key, new UnsupportedMethod(key, e.line(), String.valueOf(e.getMessage())));
        }
      }
    }
    return result;
  }

  private MethodWeavePlan plan(MethodNode m, String key)
      throws UnsupportedException, NotWeavableException {
    if (m.instructions.size() == 0) {
      throw new UnsupportedException(-1, "it has no bytecode");
    }
    List<MarkedLoop> marked =
        plan.loops().stream().filter(l -> l.method().equals(key)).sorted().toList();
    if (m.name.equals("<clinit>")) {
      throw new UnsupportedException(
          marked.isEmpty() ? -1 : marked.get(0).line(),
          "the JVM takes a class for initialised when its initialiser returns");
    }
    MethodAnalysis analysis = MethodAnalysis.of(tree.name, tree.version, m, hierarchy);
    for (MarkedLoop l : marked) {
      if (l.ordinal() < 0 || l.ordinal() >= analysis.loops().loops().size()) {
        throw notWeavable(key, "the plan marks loop " + l.ordinal() + ", which it doesn't have");
      }
    }
    return MethodPlanner.plan(
        analysis, marked, key.equals(plan.rootMethod()), plan.checkedCalls(), poll);
  }

  private static String tooLarge(MethodTooLargeException e, Map<String, MethodCopies> planned) {
    String key = e.getMethodName() + e.getDescriptor();
    for (Map.Entry<String, MethodCopies> c : planned.entrySet()) {
      if (c.getKey().equals(key)
          || key.equals(c.getValue().resumeClone().name + c.getValue().resumeClone().desc)) {
        return c.getKey();
      }
    }
    throw e;
  }

  private WovenClass written(Map<String, MethodCopies> planned) {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    // Methods that aren't touched are copied byte for byte.
    reader.accept(
        new ClassVisitor(ClassTree.API, writer) {
          @Override
          @SuppressWarnings("NullAway") // the contract of ClassVisitor: null skips the method
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodNode woven = woven(name + descriptor, planned);
            if (woven == null) {
              return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            woven.accept(writer);
            return null;
          }

          @Override
          public void visitEnd() {
            for (MethodCopies c : planned.values()) {
              c.outlined().forEach(m -> m.accept(writer));
              c.resumeClone().accept(writer);
            }
            super.visitEnd();
          }
        },
        0);
    byte[] result = writer.toByteArray();
    List<WovenMethodInfo> infos = new ArrayList<>();
    planned.values().forEach(c -> infos.add(c.info()));
    List<UnsupportedMethod> left = new ArrayList<>();
    for (MethodNode m : tree.methods) {
      UnsupportedMethod u = unsupported.get(m.name + m.desc);
      if (u != null) {
        left.add(u);
      }
    }
    List<SizeNote> notes = new ArrayList<>();
    planned.values().forEach(c -> notes.addAll(c.plan().saving().notes()));
    return new WovenClass(tree.name, result, infos, left, notes);
  }

  private @Nullable MethodNode woven(String key, Map<String, MethodCopies> planned) {
    MethodCopies copies = planned.get(key);
    if (copies != null) {
      return copies.hot();
    }
    MethodNode initializer = method(key);
    if (plan.guardInitializer() && key.equals("<clinit>()V") && initializer != null) {
      return InitializerGuard.emit(tree.name, initializer, tree.version);
    }
    return null;
  }
}
