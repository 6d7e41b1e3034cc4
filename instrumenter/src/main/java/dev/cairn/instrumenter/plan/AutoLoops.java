package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Marks the loops that are outermost across methods: from the root, follows the calls that stand in
 * no marked loop, and marks the outermost loops of each method so met. What a marked loop calls is
 * left alone, so that the innermost code, where the time goes, stays as it is.
 *
 * <p>{@code Method.invoke}, which may lead to so many, is followed only where no loop is met
 * without: in a program whose launcher calls it so. Not followed are class initialisers, the
 * arguments of a constructor's {@code super(...)} or {@code this(...)}, and what the JDK calls
 * back: their frames, or the JDK's, pin the stack, so that no safe point beyond them could be used.
 */
final class AutoLoops {
  private final ClassIndex index;
  private final CallGraph graph;
  private final LoopTable loops;
  private final SortedSet<PlanNote> notes;

  AutoLoops(ClassIndex index, CallGraph graph, LoopTable loops, SortedSet<PlanNote> notes) {
    this.index = index;
    this.graph = graph;
    this.loops = loops;
    this.notes = notes;
  }

  void mark(MethodRef root, Marks marks) {
    markFrom(List.of(root), marks);
    if (marks.isEmpty()) {
      markFrom(graph.methodsInvoked(), marks);
    }
  }

  private void markFrom(Collection<MethodRef> entries, Marks marks) {
    SortedSet<MethodRef> seen = new TreeSet<>();
    Deque<MethodRef> open = new ArrayDeque<>(entries);
    while (!open.isEmpty()) {
      MethodRef method = open.remove();
      if (method.isClassInitializer() || !seen.add(method)) {
        continue;
      }
      for (CallSite call : markIn(method, marks)) {
        open.addAll(graph.methodsCalled(call, method.owner()));
      }
    }
  }

  /** Marks one method's loops and gives the calls outside of them. */
  private List<CallSite> markIn(MethodRef method, Marks marks) {
    if (!index.isApplication(method.owner())) {
      return index.body(method).calls(); // the JDK's own loops are passed through
    }
    MethodLoops found = loops.of(method);
    if (found == null) {
      return index.body(method).calls();
    }
    found.outermost().forEach(loop -> marks.add(method, loop, -1, "auto"));
    found
        .refused()
        .forEach(
            loop ->
                notes.add(
                    PlanNote.ofMethod(method, loop.line(), "not marked: " + loop.notMarkable())));
    List<CallSite> early = index.body(method).early();
    return found.callsOutside(found.outermost()).stream()
        .filter(call -> !early.contains(call))
        .toList();
  }

  /** Methods with loops that are met behind frames which pin alone, for an error's message. */
  List<String> outOfReach() {
    return graph.reachable().stream()
        .filter(m -> index.isApplication(m.owner()) && loops.of(m) != null)
        .limit(3)
        .map(MethodRef::toString)
        .toList();
  }
}
