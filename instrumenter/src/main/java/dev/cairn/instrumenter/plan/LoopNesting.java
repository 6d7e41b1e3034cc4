package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many levels of loops may run within one iteration of a loop, across methods.
 *
 * <pre>
 *   inside(L) &gt;= 0            always
 *   inside(L) &gt;= k   if L contains a loop M with inside(M) &gt;= k - 1, or a call that may lead to N[k]
 *   N[k]             all methods with a loop M with inside(M) &gt;= k - 1, and their callers
 * </pre>
 *
 * A loop that may run itself again by recursion has no last level. The JDK's own loops are no
 * levels: they are passed through.
 */
final class LoopNesting {
  private final ClassIndex index;
  private final CallGraph graph;
  private final LoopTable loops;

  /** {@code N[1]}, {@code N[2]} and so on. */
  private final List<Set<Callable>> nests = new ArrayList<>();

  /**
   * @param depth for up to how many levels it can be asked
   */
  LoopNesting(ClassIndex index, CallGraph graph, LoopTable loops, int depth) {
    this.index = index;
    this.graph = graph;
    this.loops = loops;
    for (int k = 1; k <= depth; k++) {
      nests.add(graph.callersOf(methodsWith(k - 1)));
    }
  }

  /** The application's methods with a loop in which so many levels may run. */
  private List<MethodRef> methodsWith(int inside) {
    return graph.reachable().stream()
        .filter(m -> index.isApplication(m.owner()))
        .filter(m -> hasLoopWith(inside, loops.of(m)))
        .toList();
  }

  private boolean hasLoopWith(int inside, @Nullable MethodLoops of) {
    return of != null && of.loops().stream().anyMatch(l -> isAround(inside, of, l));
  }

  /** Whether in one iteration of the loop so many levels of loops may run. */
  boolean isAround(int levels, MethodLoops of, Loop loop) {
    if (levels == 0) {
      return true;
    }
    return of.childrenOf(loop).stream().anyMatch(child -> isAround(levels - 1, of, child))
        || of.callsIn(loop).stream().anyMatch(call -> leadsTo(levels, call, of.method()));
  }

  /** Whether a call in a method may lead to so many levels of loops. */
  boolean leadsTo(int levels, CallSite call, MethodRef caller) {
    return graph.mayLeadTo(call, caller.owner(), nests.get(levels - 1));
  }
}
