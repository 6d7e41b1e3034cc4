package dev.cairn.instrumenter.weave;

import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * A woven method as it will be written.
 *
 * @param plan what it was emitted from
 * @param hot the method itself
 * @param outlined the methods to which the hot copy hands its values
 * @param resumeClone the method by which it is re-entered
 */
record MethodCopies(
    MethodWeavePlan plan, MethodNode hot, List<MethodNode> outlined, MethodNode resumeClone) {
  MethodCopies {
    outlined = List.copyOf(outlined);
  }

  WovenMethodInfo info() {
    return plan.info(resumeClone.name, resumeClone.desc);
  }
}
