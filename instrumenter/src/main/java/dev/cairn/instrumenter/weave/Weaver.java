package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.ClassTree;
import dev.cairn.instrumenter.flow.TypeHierarchy;
import dev.cairn.instrumenter.plan.ClassPlan;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.List;
import org.objectweb.asm.tree.ClassNode;

/** Weaves classes. Stateless and thread-safe. */
public final class Weaver {
  private Weaver() {}

  /**
   * Weaves one class. The result depends on the arguments alone.
   *
   * <p>Methods that the plan wants and that can't be woven are left as they are and named in {@link
   * WovenClass#unsupported}; all others are woven.
   *
   * @param classBytes the class file as given to us
   * @param plan what to weave; of this class
   * @param poll how latches ask whether a stop is wanted
   * @param hierarchy asked only for class files older than version 50, or without stack maps
   * @throws NotWeavableException if the class is not the one that the plan was made for, or has
   *     been woven before
   */
  public static WovenClass weave(
      byte[] classBytes, ClassPlan plan, PollKind poll, TypeHierarchy hierarchy)
      throws NotWeavableException {
    return weave(classBytes, plan, poll, hierarchy, List.of(SaveForm.values()));
  }

  /**
   * The same with the forms in which methods save limited: for tests of the smaller ones.
   *
   * @param forms those that may be chosen, quickest first
   */
  public static WovenClass weave(
      byte[] classBytes,
      ClassPlan plan,
      PollKind poll,
      TypeHierarchy hierarchy,
      List<SaveForm> forms)
      throws NotWeavableException {
    try {
      ClassNode tree = ClassTree.read(classBytes);
      return new ClassWeaver(classBytes, tree, plan, poll, hierarchy, forms).weave();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new NotWeavableException(
          plan.className().replace('/', '.'), "", -1, "not a class file that ASM reads: " + e);
    }
  }
}
