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
record MethodLoops(MethodRef method, MethodNode code, List<Loop> loops) {

  static MethodLoops of(MethodRef method, MethodNode code) {
    return new MethodLoops(method, code, LoopForest.of(code, ControlFlow.of(code)).loops());
  }

  /** The loops that no other one contains; in place of one that can't be marked, those in it. */
  List<Loop> outermost() {
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

  private Set<Integer> lines(Loop loop) {
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

  /** The loops around one, innermost first. */
  List<Loop> enclosing(Loop loop) {
    List<Loop> found = new ArrayList<>();
    for (int p = loop.parent(); p >= 0; p = loops.get(p).parent()) {
      found.add(loops.get(p));
    }
    return found;
  }

  /** The calls that stand in none of the given loops, in code order. */
  List<CallSite> callsOutside(Collection<Loop> excluded) {
    List<CallSite> calls = new ArrayList<>();
    InsnList instructions = code.instructions;
    int line = -1;
    for (int i = 0; i < instructions.size(); i++) {
      AbstractInsnNode insn = instructions.get(i);
      int index = i;
      if (insn instanceof LineNumberNode n) {
        line = n.line;
      } else if (insn instanceof MethodInsnNode call
          && excluded.stream().noneMatch(l -> l.contains(index))) {
        calls.add(new CallSite(call.getOpcode(), call.owner, call.name, call.desc, line));
      }
    }
    return calls;
  }
}
