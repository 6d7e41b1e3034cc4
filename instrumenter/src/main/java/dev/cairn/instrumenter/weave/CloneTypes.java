package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.Lines;
import dev.cairn.instrumenter.flow.TypeFlow;
import dev.cairn.instrumenter.flow.TypeFlowException;
import dev.cairn.instrumenter.flow.TypeHierarchy;

/**
 * Whether a verifier that infers types takes a resume clone without a class that is missing. What a
 * method does before its first point is not in its clone: a local that was empty on that way, and
 * for the verifier wherever the ways join, may be of two classes that meet there ({@link
 * MeetingTypes}).
 */
final class CloneTypes {
  private CloneTypes() {}

  static void check(MethodCopies copies, TypeHierarchy hierarchy) throws UnsupportedException {
    MethodAnalysis analysis = copies.plan().analysis();
    if (analysis.types().declared()) {
      return; // a frame says which locals are kept
    }
    try {
      TypeFlow.inferred(analysis.owner(), copies.resumeClone(), hierarchy);
    } catch (TypeFlowException e) {
      throw new UnsupportedException(
          Lines.at(copies.resumeClone(), e.index()),
          "its types can't be told where it is re-entered: " + e.getMessage());
    }
  }
}
