package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;

/**
 * Gives the locals of several points their values, from the lowest slot on, and goes to the points.
 * Points share the code as long as their lists of locals begin alike; where they part stands a
 * switch.
 *
 * <pre>
 *   l0 = pop; l1 = pop; switch (resume)
 *     p0, p1:  l2 = pop;  switch (resume)  p0: resume = 0; push pop*; goto P0    p1: ...
 *     p2:      resume = 0; push pop*; goto P2
 * </pre>
 */
final class PointTree {
  private final StagedEntry entry;
  private final Code code;
  private final Body body;
  private final List<VType> before;
  private final Map<Integer, LabelNode> targets;

  /**
   * For one stage.
   *
   * @param before types of the locals at the stage; a default that is there already is left
   * @param targets where each point goes on, by id
   */
  PointTree(
      StagedEntry entry,
      Body body,
      Code code,
      List<VType> before,
      Map<Integer, LabelNode> targets) {
    this.entry = entry;
    this.body = body;
    this.code = code;
    this.before = before;
    this.targets = targets;
  }

  /** One local to be set. */
  private record Step(int slot, VType type, Source source) {
    /** A record's own would be linked at its first use, at every start; so would its hash. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Step s
          && s.slot == slot
          && s.type.equals(type)
          && s.source.equals(source);
    }

    @Override
    public int hashCode() {
      return 31 * slot + type.hashCode();
    }
  }

  /** A point and what is still to be set for it. */
  private record Path(Point point, List<Step> steps) {}

  void emit(List<Point> points) {
    List<VType> types = new ArrayList<>(before);
    while (types.size() < body.plan.layout().base()) {
      types.add(VType.TOP);
    }
    emit(points.stream().map(p -> new Path(p, steps(p.state()))).toList(), 0, types);
  }

  private List<Step> steps(State state) {
    List<Step> result = new ArrayList<>();
    for (int slot = 0; slot < state.locals().size(); slot++) {
      VType type = state.locals().get(slot);
      Source source = state.localSources().get(slot);
      boolean there = slot < before.size() && before.get(slot).equals(type);
      if (source.kind() != Source.Kind.ABSENT && !(there && source.kind() == Source.Kind.DEFAULT)) {
        result.add(new Step(slot, type, source.isPopped() ? Source.SAVED : source));
      }
    }
    return result;
  }

  /**
   * From one place on.
   *
   * @param paths points that agree in all steps so far
   * @param from how many steps are done
   * @param types the locals' types here; changed
   */
  private void emit(List<Path> paths, int from, List<VType> types) {
    int depth = from;
    while (agree(paths, depth)) {
      Step step = paths.get(0).steps().get(depth++);
      entry.local(code, step.slot(), step.type(), step.source());
      set(types, step);
    }
    Map<Object, List<Path>> groups = new LinkedHashMap<>();
    for (Path p : paths) {
      Object next = p.steps().size() == depth ? p.point() : p.steps().get(depth);
      groups.computeIfAbsent(next, k -> new ArrayList<>()).add(p);
    }
    List<LabelNode> cases =
        entry.switchOnPoint(
            code,
            groups.values().stream().map(g -> g.stream().map(Path::point).toList()).toList(),
            false);
    int i = 0;
    for (Map.Entry<Object, List<Path>> e : groups.entrySet()) {
      if (groups.size() > 1) {
        code.label(cases.get(i++)).frame(body.frames.of(types, List.of()));
      }
      if (e.getKey() instanceof Point point) {
        arrive(point);
      } else {
        emit(e.getValue(), depth, new ArrayList<>(types));
      }
    }
  }

  /** Whether all points have the same step to do next. */
  private static boolean agree(List<Path> paths, int depth) {
    List<Step> first = paths.get(0).steps();
    return first.size() > depth
        && paths.stream()
            .allMatch(
                p -> p.steps().size() > depth && p.steps().get(depth).equals(first.get(depth)));
  }

  /** The types after a store, which takes from a wide value what it overlaps (JVMS 4.10.1.7). */
  private static void set(List<VType> types, Step step) {
    if (step.slot() > 0 && types.get(step.slot() - 1).getSize() == 2) {
      types.set(step.slot() - 1, VType.TOP);
    }
    types.set(step.slot(), step.type());
    if (step.type().getSize() == 2) {
      types.set(step.slot() + 1, VType.TOP);
    }
  }

  private void arrive(Point p) {
    code.zero('I').store('I', body.plan.layout().resume());
    entry.operands(code, p.state());
    LabelNode target = targets.get(p.id());
    if (target == null) {
      throw new IllegalStateException("no place to go on for point " + p.id());
    }
    code.jump(Opcodes.GOTO, target);
  }
}
