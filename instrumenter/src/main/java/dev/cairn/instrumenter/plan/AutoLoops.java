package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Marks the loops that are outermost across methods: from the root, follows the calls that stand in
 * no marked loop, and marks the outermost loops of each method so met. Of what runs within these,
 * marks the loops around {@value #LEFT_ALONE} or more levels of others: one iteration of an
 * outermost loop may take hours, and a stop shall come within a second. The two innermost levels,
 * where the time goes, stay as they are.
 *
 * <p>{@code Method.invoke}, which may lead to so many, is followed only where no loop is met
 * without: in a program whose launcher calls it so. Not followed are class initialisers, the
 * arguments of a constructor's {@code super(...)} or {@code this(...)}, and what the JDK calls
 * back: their frames, or the JDK's, pin the stack, so that no safe point beyond them could be used.
 */
final class AutoLoops {
  /** A nest of so many levels, with thousands of iterations each, is done within a second. */
  private static final int LEFT_ALONE = 2;

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
    Collection<MethodRef> entries = List.of(root);
    follow(entries, method -> markOutermost(method, marks));
    if (marks.isEmpty()) {
      entries = graph.methodsInvoked();
      follow(entries, method -> markOutermost(method, marks));
    }
    LoopNesting nesting = new LoopNesting(index, graph, loops, LEFT_ALONE + 1);
    follow(entries, method -> markInner(method, nesting, marks));
  }

  /**
   * Visits methods from the entries on, each once.
   *
   * @param visit gives the calls to follow
   */
  private void follow(Collection<MethodRef> entries, Function<MethodRef, List<CallSite>> visit) {
    SortedSet<MethodRef> seen = new TreeSet<>();
    Deque<MethodRef> open = new ArrayDeque<>(entries);
    while (!open.isEmpty()) {
      MethodRef method = open.remove();
      if (method.isClassInitializer() || !seen.add(method)) {
        continue;
      }
      for (CallSite call : visit.apply(method)) {
        open.addAll(graph.methodsCalled(call, method.owner()));
      }
    }
  }

  /** Marks the loops around enough others, and gives the calls that lead to more such. */
  private List<CallSite> markInner(MethodRef method, LoopNesting nesting, Marks marks) {
    MethodLoops found = index.isApplication(method.owner()) ? loops.of(method) : null;
    if (found != null) {
      found.loops().stream()
          .filter(MethodLoops::isMarkable)
          .filter(loop -> nesting.isAround(LEFT_ALONE, found, loop))
          .forEach(loop -> marks.add(method, loop, -1, "auto"));
    }
    return index.body(method).calls().stream()
        .filter(call -> nesting.leadsTo(LEFT_ALONE + 1, call, method))
        .toList();
  }

  /** Marks one method's outermost loops and gives the calls outside of them. */
  private List<CallSite> markOutermost(MethodRef method, Marks marks) {
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
