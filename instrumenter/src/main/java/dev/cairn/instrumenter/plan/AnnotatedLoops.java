package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** Marks what {@code @CheckpointLoop} marks. */
final class AnnotatedLoops {
  private final ClassIndex index;
  private final LoopTable loops;
  private final SortedSet<PlanNote> notes;

  AnnotatedLoops(ClassIndex index, LoopTable loops, SortedSet<PlanNote> notes) {
    this.index = index;
    this.loops = loops;
    this.notes = notes;
  }

  boolean isAnnotated(MethodRef method) {
    ClassInfo.Member m = index.member(method);
    return (m != null && m.markedLoops()) || index.body(method).markedVariables();
  }

  /**
   * Marks a method's annotated loops; what can't be marked is noted.
   *
   * @return whether any loop was marked
   */
  boolean mark(MethodRef method, Marks marks) {
    if (!isAnnotated(method)) {
      return false;
    }
    MethodLoops found = loops.of(method);
    if (found == null) {
      note(method, "@CheckpointLoop marks nothing: the method has no loop");
      return false;
    }
    if (method.isClassInitializer()) {
      note(method, "@CheckpointLoop marks nothing: " + Planner.INITIALIZER);
      return false;
    }
    boolean any = false;
    ClassInfo.Member m = index.member(method);
    if (m != null && m.markedLoops()) {
      for (Loop loop : found.outermost()) {
        marks.add(method, loop, -1, "@CheckpointLoop");
        any = true;
      }
      found.refused().forEach(loop -> noteRefused(method, loop));
    }
    List<String> unmarked = new ArrayList<>();
    for (VariableMarks.Mark mark : VariableMarks.of(found, unmarked)) {
      if (MethodLoops.isMarkable(mark.loop())) {
        String name = mark.name() == null ? "in slot " + mark.slot() : mark.name();
        marks.add(method, mark.loop(), mark.slot(), "@CheckpointLoop " + name);
        any = true;
      } else {
        noteRefused(method, mark.loop());
      }
    }
    for (String variable : unmarked) {
      note(method, "@CheckpointLoop on variable " + variable + " marks no loop");
    }
    return any;
  }

  private void note(MethodRef method, String reason) {
    notes.add(PlanNote.ofMethod(method, index.body(method).line(), reason));
  }

  private void noteRefused(MethodRef method, Loop loop) {
    notes.add(PlanNote.ofMethod(method, loop.line(), "not marked: " + loop.notMarkable()));
  }
}
