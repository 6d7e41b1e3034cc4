package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassPlan;
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
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves one class of the JDK, which is loaded already and may get no new member: the methods get
 * their checks in place, and their clones go to a class of their own, a nestmate that sees the
 * class's privates. No safe point stands in the JDK. Stateless and thread-safe.
 */
public final class PlatformWeaver {
  /** What a clone's class is called after its host; the JVM appends a number. */
  private static final String SUFFIX = "$$Resume";

  private final byte[] bytes;
  private final ClassNode tree;
  private final ClassPlan plan;
  private final TypeHierarchy hierarchy;
  private final Map<String, MethodCopies> planned = new LinkedHashMap<>();
  private final List<UnsupportedMethod> unsupported = new ArrayList<>();

  private PlatformWeaver(byte[] bytes, ClassPlan plan, TypeHierarchy hierarchy) {
    this.bytes = bytes;
    this.tree = ClassTree.read(bytes);
    this.plan = plan;
    this.hierarchy = hierarchy;
  }

  /**
   * Weaves the methods that the plan names and this JDK's class has.
   *
   * @param classBytes the class file as it lies in the JDK, with its stack maps
   */
  public static WovenPlatformClass weave(
      byte[] classBytes, ClassPlan plan, TypeHierarchy hierarchy) {
    return new PlatformWeaver(classBytes, plan, hierarchy).weave();
  }

  private WovenPlatformClass weave() {
    Map<String, Integer> clones = new HashMap<>();
    SizePlanner sizes = new SizePlanner(new ClassReader(bytes), tree, List.of(SaveForm.PUSHED));
    for (MethodNode m : tree.methods) {
      String key = m.name + m.desc;
      if (plan.wovenMethods().contains(key) && m.instructions.size() > 0) {
        try {
          check(m);
          MethodAnalysis analysis = MethodAnalysis.of(tree.name, tree.version, m, hierarchy);
          MethodWeavePlan p =
              MethodPlanner.plan(analysis, List.of(), false, plan.checkedCalls(), PollKind.EVERY);
          if (!p.points().isEmpty()) {
            int number = clones.merge(m.name, 1, Integer::sum);
            planned.put(key, sizes.copies(p, m.name, ResumeClone.descriptor(m, number)));
          }
        } catch (UnsupportedException e) {
          unsupported.add(new UnsupportedMethod(key, e.line(), String.valueOf(e.getMessage())));
        }
      }
    }
    List<WovenMethodInfo> infos = new ArrayList<>();
    planned.values().forEach(c -> infos.add(c.info()));
    return new WovenPlatformClass(tree.name, hot(), clones(), infos, unsupported);
  }

  /** What a static method of a nestmate can't do. */
  private static void check(MethodNode m) throws UnsupportedException {
    if (m.name.startsWith("<")) {
      throw new UnsupportedException(-1, "initialisers of the JDK are not woven");
    }
    if (!NestmateCode.fits(m)) {
      throw new UnsupportedException(-1, "it has an instruction that its class alone may link");
    }
  }

  private byte[] hot() {
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(
        new ClassVisitor(ClassTree.API, writer) {
          @Override
          @SuppressWarnings("NullAway") // the contract of ClassVisitor: null skips the method
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodCopies copies = planned.get(name + descriptor);
            if (copies == null) {
              return super.visitMethod(access, name, descriptor, signature, exceptions);
            }
            copies.hot().accept(writer);
            return null;
          }
        },
        0);
    return writer.toByteArray();
  }

  private byte[] clones() {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        tree.version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        tree.name + SUFFIX,
        null,
        "java/lang/Object",
        null);
    writer.visitSource(tree.sourceFile, null);
    for (MethodCopies c : planned.values()) {
      NestmateCode.rewrite(c.resumeClone(), tree.name);
      c.resumeClone().accept(writer);
    }
    writer.visitEnd();
    return writer.toByteArray();
  }
}
