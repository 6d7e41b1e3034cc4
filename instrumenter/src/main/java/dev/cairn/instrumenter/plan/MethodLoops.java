package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.ControlFlow;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.LoopForest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The loops of one method, and what stands in them.
 *
 * @param code as the weaver reads it, or loop numbers would differ
 * @param loops by ordinal
 */
public record MethodLoops(MethodRef method, MethodNode code, List<Loop> loops) {

  /**
   * Finds them.
   *
   * @param code as {@code ClassTree} reads it
   */
  public static MethodLoops of(MethodRef method, MethodNode code) {
    return new MethodLoops(method, code, LoopForest.of(code, ControlFlow.of(code)).loops());
  }

  /** The loops that no other one contains; in place of one that can't be marked, those in it. */
  public List<Loop> outermost() {
    return withoutMarkableAround().stream().filter(MethodLoops::isMarkable).toList();
  }

  /** The loops in place of which {@link #outermost} gives those in them. */
  List<Loop> refused() {
    return withoutMarkableAround().stream().filter(l -> !isMarkable(l)).toList();
  }

  private List<Loop> withoutMarkableAround() {
    return loops.stream()
        .filter(l -> enclosing(l).stream().noneMatch(MethodLoops::isMarkable))
        .toList();
  }

  static boolean isMarkable(Loop loop) {
    return loop.notMarkable() == null;
  }

  /** Of the markable loops with code on a line, those that hold no other such loop. */
  List<Loop> innermostAt(int line) {
    List<Loop> at = loops.stream().filter(l -> isMarkable(l) && lines(l).contains(line)).toList();
    return at.stream().filter(l -> at.stream().noneMatch(o -> enclosing(o).contains(l))).toList();
  }

  /** Every line on which a markable loop has code. */
  SortedSet<Integer> lines() {
    SortedSet<Integer> lines = new TreeSet<>();
    loops.stream().filter(MethodLoops::isMarkable).forEach(l -> lines.addAll(lines(l)));
    return lines;
  }

  /** The lines on which the loop has code; empty where the class tells none. */
  public Set<Integer> lines(Loop loop) {
    Set<Integer> lines = new TreeSet<>();
    int line = -1;
    for (int i = 0; i < code.instructions.size(); i++) {
      if (code.instructions.get(i) instanceof LineNumberNode n) {
        line = n.line;
      } else if (line >= 0 && loop.contains(i)) {
        lines.add(line);
      }
    }
    return lines;
  }

  /**
   * How {@code loops=} names a loop alone: by its method where it is the only outermost one, else
   * by a line that no other loop has to itself.
   *
   * @param overloaded whether the class has another method of that name
   * @return null where it can't be marked, or not without others
   */
  public @Nullable String specification(Loop loop, boolean overloaded) {
    if (!isMarkable(loop) || method.isClassInitializer()) {
      return null;
    }
    String name = Names.dotted(method.owner()) + "#" + method.name();
    String named = overloaded ? name + method.descriptor() : name;
    if (outermost().equals(List.of(loop))) {
      return named;
    }
    return Stream.concat(Stream.of(loop.line()), lines(loop).stream())
        .filter(line -> line >= 0 && innermostAt(line).equals(List.of(loop)))
        .findFirst()
        .map(line -> named + ":" + line)
        .orElse(null);
  }

  /** The loops around one, innermost first. */
  List<Loop> enclosing(Loop loop) {
    List<Loop> found = new ArrayList<>();
    for (int p = loop.parent(); p >= 0; p = loops.get(p).parent()) {
      found.add(loops.get(p));
    }
    return found;
  }

  /** The loops that stand in one, and in none within it. */
  List<Loop> childrenOf(Loop loop) {
    return loops.stream().filter(l -> l.parent() == loop.ordinal()).toList();
  }

  /** The calls that stand in a loop, in code order. */
  List<CallSite> callsIn(Loop loop) {
    return calls(loop::contains);
  }

  /** The calls that stand in none of the given loops, in code order. */
  List<CallSite> callsOutside(Collection<Loop> excluded) {
    return calls(i -> excluded.stream().noneMatch(l -> l.contains(i)));
  }

  private List<CallSite> calls(IntPredicate wanted) {
    List<CallSite> calls = new ArrayList<>();
    InsnList instructions = code.instructions;
    int line = -1;
    for (int i = 0; i < instructions.size(); i++) {
      AbstractInsnNode insn = instructions.get(i);
      if (insn instanceof LineNumberNode n) {
        line = n.line;
      } else if (insn instanceof MethodInsnNode call && wanted.test(i)) {
        calls.add(new CallSite(call.getOpcode(), call.owner, call.name, call.desc, line));
      }
    }
    return calls;
  }
}
