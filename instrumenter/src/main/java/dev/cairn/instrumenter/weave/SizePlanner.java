package dev.cairn.instrumenter.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Decides in which form a method's copies save: the quickest in which each is still under the
 * limits of HotSpot that the method as written is under. A limit that no form meets is noted. Each
 * form is emitted to be measured, and what is chosen is what will be written.
 *
 * <p>Sizes are those that ASM writes, of constants with wide indices where the class's own may turn
 * out narrow, so that no copy is larger in the end.
 */
final class SizePlanner {
  private static final String CLONE = "its clone, in which a resumed job goes on, ";

  private final ClassNode owner;
  private final List<SaveForm> hotForms;
  private final List<SaveForm> cloneForms;

  /** Has the constants of the class, so that sizes are as in the class itself. */
  private final ClassWriter scratch;

  /**
   * For one class.
   *
   * @param hotForms those that may be chosen, quickest first
   */
  SizePlanner(ClassReader reader, ClassNode owner, List<SaveForm> hotForms) {
    this.owner = owner;
    this.hotForms = List.copyOf(hotForms);
    this.cloneForms =
        hotForms.contains(SaveForm.OWN)
            ? List.of(SaveForm.OWN, SaveForm.SHARED)
            : List.of(SaveForm.SHARED);
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
    List<SizeLimit> passedHot = new ArrayList<>();
    List<SizeLimit> passedClone = new ArrayList<>();
    Choice hot = choose(plain, SizeLimit.OF_HOT, hotForms, f -> hot(plan, f), passedHot);
    Choice clone =
        choose(
            plain,
            SizeLimit.OF_CLONE,
            cloneForms,
            f -> clone(plan, f, cloneName, cloneDescriptor),
            passedClone);
    List<SizeNote> notes = new ArrayList<>();
    for (SizeLimit limit : passedHot) {
      boolean interpreted = limit.equals(SizeLimit.COMPILED);
      notes.add(note(plan, "", limit, plain, hot.bytes(), interpreted));
    }
    for (SizeLimit limit : passedClone) {
      notes.add(note(plan, CLONE, limit, plain, clone.bytes(), false));
    }
    return copies(plan, hot, clone, plain, notes);
  }

  /** The same in the smallest forms, or null where it has them. */
  @Nullable MethodCopies smaller(MethodCopies copies) {
    Saving s = copies.plan().saving();
    SaveForm hot = hotForms.get(hotForms.size() - 1);
    SaveForm clone = cloneForms.get(cloneForms.size() - 1);
    if (s.hotForm() == hot && s.cloneForm() == clone) {
      return null;
    }
    MethodNode old = copies.resumeClone();
    return copies(
        copies.plan(),
        hot(copies.plan(), hot),
        clone(copies.plan(), clone, old.name, old.desc),
        s.plainBytes(),
        s.notes());
  }

  private static MethodCopies copies(
      MethodWeavePlan plan, Choice hot, Choice clone, int plain, List<SizeNote> notes) {
    Saving saving = new Saving(hot.form(), clone.form(), plain, hot.bytes(), clone.bytes(), notes);
    return new MethodCopies(plan.with(saving), hot.copy(), hot.outlined(), clone.copy());
  }

  /** A copy in one form, and its size. */
  private record Choice(SaveForm form, int bytes, MethodNode copy, List<MethodNode> outlined) {}

  /**
   * The first form under the smallest limit that can be kept.
   *
   * @param passed gets the limits that can't
   */
  private static Choice choose(
      int plain,
      List<SizeLimit> limits,
      List<SaveForm> forms,
      Function<SaveForm, Choice> emitter,
      List<SizeLimit> passed) {
    List<Choice> tried = new ArrayList<>();
    for (SizeLimit limit : limits) {
      if (plain <= limit.bytes()) {
        Choice fits = first(limit.bytes(), forms, emitter, tried);
        if (fits != null) {
          return fits;
        }
        passed.add(limit);
      }
    }
    Choice fits = first(SizeLimit.CLASS_FILE, forms, emitter, tried);
    return fits == null ? tried.get(tried.size() - 1) : fits;
  }

  /** The first form that is not over a limit; forms are tried once. */
  private static @Nullable Choice first(
      int limit, List<SaveForm> forms, Function<SaveForm, Choice> emitter, List<Choice> tried) {
    for (int i = 0; i < forms.size(); i++) {
      if (i == tried.size()) {
        tried.add(emitter.apply(forms.get(i)));
      }
      if (tried.get(i).bytes() <= limit) {
        return tried.get(i);
      }
    }
    return null;
  }

  private static SizeNote note(
      MethodWeavePlan plan,
      String who,
      SizeLimit limit,
      int plain,
      int woven,
      boolean interpreted) {
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
    return new SizeNote(plan.key(), plan.analysis().line(0), reason, interpreted);
  }

  private Choice hot(MethodWeavePlan plan, SaveForm form) {
    SaveMethods methods = new SaveMethods(owner, plan.analysis().method());
    MethodNode copy =
        HotCopy.emit(plan.with(Saving.of(form, SaveForm.OWN)), owner.version, methods);
    return new Choice(form, size(copy), copy, methods.made());
  }

  private Choice clone(MethodWeavePlan plan, SaveForm form, String name, String descriptor) {
    MethodNode copy =
        ResumeClone.emit(plan.with(Saving.of(SaveForm.OWN, form)), owner, name, descriptor);
    return new Choice(form, size(copy), copy, List.of());
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
