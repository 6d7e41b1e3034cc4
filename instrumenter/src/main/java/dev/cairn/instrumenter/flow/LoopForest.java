package dev.cairn.instrumenter.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The loops of a method and how they nest.
 *
 * <p>A <em>back edge</em> leads to a block that dominates its source; all back edges to one header
 * make one natural loop, whose body is all that gets back to the header without passing it. A
 * backward edge whose target doesn't dominate its source makes an irreducible loop: its body is the
 * strongly connected region, and it can't be marked. Immutable.
 */
public final class LoopForest {
  private final List<Loop> loops;

  private LoopForest(List<Loop> loops) {
    this.loops = List.copyOf(loops);
  }

  public static LoopForest of(MethodNode method, ControlFlow flow) {
    return new Builder(method, flow).build();
  }

  /** All loops; a loop stands at its ordinal. */
  public List<Loop> loops() {
    return loops;
  }

  public Loop loop(int ordinal) {
    return loops.get(ordinal);
  }

  /** The loop right around this one, or null. */
  public @Nullable Loop parent(Loop loop) {
    return loop.parent() < 0 ? null : loops.get(loop.parent());
  }

  /** The loops that hold the instruction, outermost first. */
  public List<Loop> around(int instruction) {
    List<Loop> result = new ArrayList<>();
    for (Loop l : loops) {
      if (l.contains(instruction)) {
        result.add(l);
      }
    }
    result.sort((a, b) -> Integer.compare(a.depth(), b.depth()));
    return result;
  }

  /** The innermost loop that holds the instruction, or null. */
  public @Nullable Loop innermost(int instruction) {
    List<Loop> around = around(instruction);
    return around.isEmpty() ? null : around.get(around.size() - 1);
  }

  /** Whether no other loop stands inside this one. */
  public boolean isInnermost(Loop loop) {
    return loops.stream().noneMatch(l -> l.parent() == loop.ordinal());
  }

  private static final class Builder {
    private final MethodNode method;
    private final ControlFlow flow;
    private final List<List<Integer>> predecessors = new ArrayList<>();

    Builder(MethodNode method, ControlFlow flow) {
      this.method = method;
      this.flow = flow;
    }

    LoopForest build() {
      int n = flow.blockCount();
      for (int b = 0; b < n; b++) {
        predecessors.add(new ArrayList<>());
      }
      TreeMap<Integer, List<Integer>> sources = new TreeMap<>(); // header block -> source blocks
      BitSet irreducible = new BitSet();
      for (int b = 0; b < n; b++) {
        if (!flow.reachable(flow.start(b))) {
          continue;
        }
        for (int s : edges(b)) {
          predecessors.get(s).add(b);
          if (flow.blockDominates(s, b)) {
            sources.computeIfAbsent(s, k -> new ArrayList<>()).add(b);
          } else if (flow.retreating(b, s)) {
            sources.computeIfAbsent(s, k -> new ArrayList<>()).add(b);
            irreducible.set(s);
          }
        }
      }
      List<Integer> headers = new ArrayList<>(sources.keySet()); // ascending block = code order
      List<BitSet> bodies = new ArrayList<>();
      for (int h : headers) {
        List<Integer> from = sources.getOrDefault(h, List.of());
        bodies.add(irreducible.get(h) ? region(h, from) : natural(h, from));
      }
      return new LoopForest(loops(headers, bodies, sources, irreducible));
    }

    private List<Loop> loops(
        List<Integer> headers,
        List<BitSet> bodies,
        Map<Integer, List<Integer>> sources,
        BitSet irreducible) {
      List<Loop> result = new ArrayList<>();
      for (int i = 0; i < headers.size(); i++) {
        int header = headers.get(i);
        result.add(
            new Loop(
                i,
                flow.start(header),
                line(flow.start(header)),
                depth(i, headers, bodies),
                parent(i, headers, bodies),
                backEdges(header, sources.getOrDefault(header, List.of())),
                instructions(bodies.get(i)),
                irreducible.get(header)));
      }
      return result;
    }

    private int[] edges(int block) {
      BitSet all = new BitSet();
      for (int s : flow.successors(block)) {
        all.set(s);
      }
      for (int s : flow.handlers(block)) {
        all.set(s);
      }
      return all.stream().toArray();
    }

    /** All blocks that reach a source without passing the header. */
    private BitSet natural(int header, List<Integer> sources) {
      BitSet body = new BitSet();
      body.set(header);
      Deque<Integer> work = new ArrayDeque<>(sources);
      while (!work.isEmpty()) {
        int b = work.pop();
        if (!body.get(b)) {
          body.set(b);
          work.addAll(predecessors.get(b));
        }
      }
      return body;
    }

    /** All blocks on a way from the header to a source. */
    private BitSet region(int header, List<Integer> sources) {
      BitSet forward = new BitSet();
      Deque<Integer> work = new ArrayDeque<>(List.of(header));
      while (!work.isEmpty()) {
        int b = work.pop();
        if (!forward.get(b)) {
          forward.set(b);
          for (int s : edges(b)) {
            work.add(s);
          }
        }
      }
      BitSet backward = new BitSet();
      work.addAll(sources);
      while (!work.isEmpty()) {
        int b = work.pop();
        if (!backward.get(b)) {
          backward.set(b);
          work.addAll(predecessors.get(b));
        }
      }
      forward.and(backward);
      return forward;
    }

    private boolean encloses(int outer, int inner, List<Integer> headers, List<BitSet> bodies) {
      return outer != inner
          && bodies.get(outer).get(headers.get(inner))
          && !(bodies.get(inner).get(headers.get(outer)) && !larger(outer, inner, bodies));
    }

    /** Orders overlapping irreducible loops, so that nesting is never circular. */
    private static boolean larger(int a, int b, List<BitSet> bodies) {
      int sizeA = bodies.get(a).cardinality();
      int sizeB = bodies.get(b).cardinality();
      return sizeA != sizeB ? sizeA > sizeB : a < b;
    }

    private int depth(int loop, List<Integer> headers, List<BitSet> bodies) {
      int depth = 0;
      for (int i = 0; i < headers.size(); i++) {
        if (encloses(i, loop, headers, bodies)) {
          depth++;
        }
      }
      return depth;
    }

    private int parent(int loop, List<Integer> headers, List<BitSet> bodies) {
      int parent = -1;
      for (int i = 0; i < headers.size(); i++) {
        if (encloses(i, loop, headers, bodies) && (parent < 0 || larger(parent, i, bodies))) {
          parent = i;
        }
      }
      return parent;
    }

    private List<Loop.BackEdge> backEdges(int header, List<Integer> sources) {
      List<Loop.BackEdge> result = new ArrayList<>();
      int at = flow.start(header);
      for (int b : sources) {
        int last = flow.last(b);
        AbstractInsnNode node = flow.node(last);
        boolean falls = !ControlFlow.endsFlow(node.getOpcode()) && flow.real(last + 1) == at;
        boolean jumps = false;
        int[] targets = flow.targets(method.instructions, last);
        int named = targets.length - (ControlFlow.endsFlow(node.getOpcode()) ? 0 : 1);
        for (int i = 0; i < named; i++) {
          jumps |= targets[i] == at;
        }
        if (jumps) {
          result.add(new Loop.BackEdge(last, Loop.EdgeKind.JUMP));
        }
        if (falls) {
          result.add(new Loop.BackEdge(last, Loop.EdgeKind.FALL_THROUGH));
        }
        for (int h : flow.handlers(b)) {
          if (h == header) {
            result.add(new Loop.BackEdge(flow.start(b), Loop.EdgeKind.EXCEPTION));
          }
        }
      }
      return result;
    }

    private BitSet instructions(BitSet blocks) {
      BitSet result = new BitSet();
      for (int b = blocks.nextSetBit(0); b >= 0; b = blocks.nextSetBit(b + 1)) {
        for (int i = flow.start(b); i < flow.end(b); i++) {
          if (flow.node(i).getOpcode() >= Opcodes.NOP) {
            result.set(i);
          }
        }
      }
      return result;
    }

    private int line(int index) {
      return Lines.at(method, index);
    }
  }
}
