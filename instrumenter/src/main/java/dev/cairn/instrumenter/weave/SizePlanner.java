package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Decides in which form a method's copies save. A small one's hot copy has its values pushed,
 * unless that takes it over a limit of HotSpot that the method as written is under. A large one's
 * has what is smaller: C2 inlines calls until all that it compiles together comes to 8,000 bytes
 * (DesiredMethodLimit), so that whatever a large method grows by, it loses of what is inlined into
 * it. A limit that no form meets is noted. Each form is emitted to be measured, and what is chosen
 * is what will be written.
 *
 * <p>Sizes are those that ASM writes, of constants with wide indices where the class's own may turn
 * out narrow, so that no copy is larger in the end.
 */
final class SizePlanner {
  private static final String CLONE = "its clone, in which a resumed job goes on, ";

  private final ClassNode owner;
  private final List<SaveForm> hotForms;

  /** Has the constants of the class, so that sizes are as in the class itself. */
  private final ClassWriter scratch;

  /**
   * For one class.
   *
   * @param hotForms those that may be chosen, those first that add no methods to the class
   */
  SizePlanner(ClassReader reader, ClassNode owner, List<SaveForm> hotForms) {
    this.owner = owner;
    this.hotForms = List.copyOf(hotForms);
    this.scratch = new ClassWriter(reader, 0);
    scratch.visit(owner.version, owner.access, owner.name, null, owner.superName, null);
  }

  /**
   * Emits a method's copies.
   *
   * @param cloneName the clone's name
   * @param cloneDescriptor the clone's descriptor
   */
  MethodCopies copies(MethodWeavePlan plan, String cloneName, String cloneDescriptor) {
    int plain = size(plan.analysis().method());
    Choice hot = choose(plan, plain);
    MethodNode clone = ResumeClone.emit(plan, owner, cloneName, cloneDescriptor);
    int cloneBytes = size(clone);
    List<SizeNote> notes = new ArrayList<>();
    passed(SizeLimit.OF_HOT, plain, hot.bytes())
        .forEach(limit -> notes.add(note(plan, "", limit, plain, hot.bytes())));
    passed(SizeLimit.OF_CLONE, plain, cloneBytes)
        .forEach(limit -> notes.add(note(plan, CLONE, limit, plain, cloneBytes)));
    Saving saving = new Saving(hot.form(), plain, hot.bytes(), cloneBytes, notes);
    return new MethodCopies(plan.with(saving), hot.copy(), hot.outlined(), clone);
  }

  /** The same in the smallest form, or null where it has that. */
  @Nullable MethodCopies smaller(MethodCopies copies) {
    Saving s = copies.plan().saving();
    SaveForm form = hotForms.get(hotForms.size() - 1);
    if (s.hotForm() == form) {
      return null;
    }
    Choice hot = hot(copies.plan(), form);
    Saving saving = new Saving(form, s.plainBytes(), hot.bytes(), s.cloneBytes(), s.notes());
    return new MethodCopies(
        copies.plan().with(saving), hot.copy(), hot.outlined(), copies.resumeClone());
  }

  /** The hot copy in one form, and its size. */
  private record Choice(SaveForm form, int bytes, MethodNode copy, List<MethodNode> outlined) {}

  private Choice choose(MethodWeavePlan plan, int plain) {
    Choice best = hot(plan, hotForms.get(0));
    boolean large = plain > SizeLimit.OFTEN.bytes();
    int passed = passed(SizeLimit.OF_HOT, plain, best.bytes()).size();
    for (SaveForm form : hotForms.subList(1, hotForms.size())) {
      if (large || passed > 0) {
        Choice next = hot(plan, form);
        boolean under = passed(SizeLimit.OF_HOT, plain, next.bytes()).size() < passed;
        best = under || (large && next.bytes() < best.bytes()) ? next : best;
      }
    }
    return best;
  }

  /** The limits that a method as written is under, and its copy isn't. */
  private static List<SizeLimit> passed(List<SizeLimit> limits, int plain, int woven) {
    return limits.stream().filter(l -> plain <= l.bytes() && woven > l.bytes()).toList();
  }

  private static SizeNote note(
      MethodWeavePlan plan, String who, SizeLimit limit, int plain, int woven) {
    String reason =
        who
            + "has "
            + woven
            + " bytes of code once woven, and "
            + plain
            + " as written: past "
            + limit.bytes()
            + " ("
            + limit.flag()
            + ") "
            + limit.beyond();
    boolean huge = limit.equals(SizeLimit.COMPILED);
    return new SizeNote(plan.key(), plan.analysis().line(0), reason, huge);
  }

  private Choice hot(MethodWeavePlan plan, SaveForm form) {
    SaveMethods methods = new SaveMethods(owner, plan.analysis().method());
    MethodNode copy = HotCopy.emit(plan.with(Saving.of(form)), owner.version, methods);
    return new Choice(form, size(copy), copy, methods.made());
  }

  /** Code size as written, but for jumps that turn out too far: then some bytes less. */
  private int size(MethodNode method) {
    LabelNode end = new LabelNode();
    method.instructions.add(end);
    try {
      method.accept(scratch);
      return end.getLabel().getOffset();
    } finally {
      method.instructions.remove(end);
    }
  }
}
