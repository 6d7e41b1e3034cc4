package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.VType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/**
 * The clone's way from its entry to the point where it goes on.
 *
 * <pre>
 *        frame = argument 0; resume = frame.point() + 1
 *        shadow = frame.pop()*, innermost first; [methodLock = frame.pop(); monitorenter]
 *        switch (resume): defaults for H1; goto H1
 *   H1:  if (resume != 0) goto D1          the only test added to the body, at outer loops only
 *        ...
 *   M:   [lock] dup; shadow = ; monitorenter; if (resume != 0) goto D2
 *        ...
 *   D1:  switch (resume): defaults for M; push shadow; goto M
 *   D2:  local = frame.pop()*, lowest slot first; resume = 0; push frame.pop()*, bottom first; goto point
 * </pre>
 *
 * <p>Every loop is entered by its header and every monitor by its one monitorenter, so that HotSpot
 * finds reducible loops and balanced monitors.
 */
final class StagedEntry {
  /** The group of all points that the last stage leads to. */
  private static final Object POINTS = new Object();

  private final Body body;
  private final MethodWeavePlan plan;
  private final Layout layout;
  private final Map<Integer, LabelNode> targets;
  private final Map<Stage, LabelNode> entries = new LinkedHashMap<>();
  private final Map<Stage, LabelNode> dispatches = new LinkedHashMap<>();

  /**
   * For the clone's body.
   *
   * @param targets where each point goes on, by id
   */
  StagedEntry(Body body, Map<Integer, LabelNode> targets) {
    this.body = body;
    this.plan = body.plan;
    this.layout = plan.layout();
    this.targets = targets;
  }

  /** Puts the tests at headers and monitors, and the dispatches into the tail. */
  void stages() {
    for (Stage s : plan.stages().keySet()) {
      if (s.kind() == Stage.Kind.HEADER) {
        entries.put(s, body.header(s.at()));
        LabelNode dispatch = new LabelNode();
        dispatches.put(s, dispatch);
        body.before(s.at(), new Code().load('I', layout.resume()).jump(Opcodes.IFNE, dispatch));
      }
    }
    for (Stage s : plan.stages().keySet()) {
      if (s.kind() == Stage.Kind.MONITOR) {
        LabelNode entry = new LabelNode();
        entries.put(s, entry);
        LabelNode dispatch = new LabelNode();
        dispatches.put(s, dispatch);
        body.before(s.at(), monitor(s.at(), entry));
        body.after(s.at(), new Code().load('I', layout.resume()).jump(Opcodes.IFNE, dispatch));
      }
    }
    for (Stage s : plan.stages().keySet()) {
      dispatch(s);
    }
  }

  /**
   * Where a monitor is entered, by the program and by a stage: all copies of the lock that the
   * program has are made anew, so that HotSpot, which follows values, sees the monitorexit's be the
   * monitorenter's whichever way control came. Else it takes the clone for unbalanced.
   *
   * <pre>
   *   M:  [.., copy, lock]   swap; pop; dup           where a copy lies right below
   *       [.., lock]         dup; astore copy         for each local that is a copy
   * </pre>
   */
  private Code monitor(int at, LabelNode entry) {
    List<VType> locals = plan.analysis().types().locals(at);
    List<VType> stack = plan.analysis().types().stack(at);
    Code code = new Code().label(entry).frame(body.frames.of(locals, stack));
    int top = stack.size() - 1;
    VType lock = stack.get(top);
    if (top > 0 && plan.analysis().monitors().operandIsLock(at, top - 1, at)) {
      code.insn(Opcodes.SWAP).insn(Opcodes.POP).insn(Opcodes.DUP);
    }
    for (int slot = 0; slot < locals.size(); slot++) {
      if (locals.get(slot).kind() == VType.Kind.OBJECT
          && plan.analysis().monitors().localIsLock(at, slot, at)) {
        code.insn(Opcodes.DUP);
        if (!locals.get(slot).equals(lock)) {
          code.cast(locals.get(slot));
        }
        code.store('L', slot);
      }
    }
    return code;
  }

  /**
   * What the clone begins with; ends in jumps.
   *
   * @param parameters how many it has; the first is the frame
   */
  Code entry(int parameters) {
    Code code = new Code();
    code.load('L', 0).store('L', layout.frame());
    prologue(code);
    forget(code, parameters);
    code.load('L', layout.frame())
        .invoke(
            Opcodes.INVOKEVIRTUAL,
            RuntimeCalls.FRAME,
            RuntimeCalls.POINT,
            RuntimeCalls.POINT_DESCRIPTOR)
        .insn(Opcodes.ICONST_1)
        .insn(Opcodes.IADD)
        .store('I', layout.resume());
    LabelNode locked = new LabelNode();
    boolean monitors = plan.isSynchronized() || !layout.shadows().isEmpty();
    if (monitors) {
      monitors(code, locked);
      code.label(locked).frame(body.frames.of(List.of(), List.of()));
    }
    if (plan.isSynchronized()) {
      code.load('L', layout.methodLock()).insn(Opcodes.MONITORENTER);
    }
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    code.label(start);
    groups(code, Stage.ENTRY, null);
    code.label(end);
    body.guard(start, end, body.lockSlots(List.of()), List.of());
    return code;
  }

  private void prologue(Code code) {
    code.list.add(layout.first().list);
    if (layout.methodLock() >= 0) {
      code.zero('L').store('L', layout.methodLock());
    }
    code.zero('I').store('I', layout.resume()); // typed before the first frame
  }

  /**
   * Parameters are Frames, and meet what the program has in their slots: null meets any class
   * without a look at it, which a verifier that infers types would take otherwise ({@link
   * MeetingTypes}).
   */
  private void forget(Code code, int parameters) {
    if (plan.analysis().types().declared()) {
      return;
    }
    for (int slot = 0; slot < parameters; slot++) {
      if (slot < layout.base() || slot >= layout.temps()) {
        code.zero('L').store('L', slot);
      }
    }
  }

  /** Pops the locks: they were pushed last. */
  private void monitors(Code code, LabelNode locked) {
    Map<List<Integer>, List<Point>> byHeld = new LinkedHashMap<>();
    for (Point p : plan.points()) {
      byHeld.computeIfAbsent(p.state().held(), k -> new ArrayList<>()).add(p);
    }
    List<LabelNode> cases = switchOnPoint(code, List.copyOf(byHeld.values()), true);
    int i = 0;
    for (List<Integer> held : byHeld.keySet()) {
      code.label(cases.get(i++)).frame(body.frames.of(List.of(), List.of()));
      List<Integer> slots = body.lockSlots(held);
      for (int k = slots.size() - 1; k >= 0; k--) {
        pop(code, VType.JAVA_LANG_OBJECT);
        code.store('L', slots.get(k));
      }
      code.jump(Opcodes.GOTO, locked);
    }
  }

  private void dispatch(Stage s) {
    Code tail = body.tail;
    State state = plan.stage(s);
    LabelNode start = label(dispatches, s);
    LabelNode end = new LabelNode();
    tail.label(start).frame(body.frames.of(state.locals(), state.stack()));
    tail.line(plan.analysis().line(s.at()));
    for (int i = state.stack().size() - 1; i >= 0; i--) {
      if (body.frames.has(state.stack().get(i))) {
        tail.pop(state.stack().get(i));
      }
    }
    groups(tail, s, state);
    tail.label(end);
    List<Integer> held = new ArrayList<>(state.held());
    if (s.kind() == Stage.Kind.MONITOR) {
      held.add(s.at());
    }
    body.guard(start, end, body.lockSlots(held), state.locals());
  }

  /** From one stage on: to the next one, or, where it was the last, to the points themselves. */
  private void groups(Code code, Stage from, @Nullable State state) {
    Map<Object, List<Point>> groups = new LinkedHashMap<>();
    for (Point p : plan.points()) {
      int i = from.equals(Stage.ENTRY) ? 0 : p.stages().indexOf(from) + 1;
      if (from.equals(Stage.ENTRY) || i > 0) {
        Object next = i < p.stages().size() ? p.stages().get(i) : POINTS;
        groups.computeIfAbsent(next, k -> new ArrayList<>()).add(p);
      }
    }
    List<LabelNode> cases =
        switchOnPoint(code, List.copyOf(groups.values()), from.equals(Stage.ENTRY));
    int i = 0;
    for (Map.Entry<Object, List<Point>> e : groups.entrySet()) {
      code.label(cases.get(i++))
          .frame(body.frames.of(state == null ? List.of() : state.locals(), List.of()));
      if (e.getKey() instanceof Stage next) {
        toStage(code, state, next);
      } else {
        new PointTree(this, body, code, state == null ? List.of() : state.locals(), targets)
            .emit(e.getValue());
      }
    }
  }

  private void toStage(Code code, @Nullable State from, Stage next) {
    State to = plan.stage(next);
    for (int slot = 0; slot < to.locals().size(); slot++) {
      put(code, from, to, slot);
    }
    operands(code, to);
    if (next.kind() == Stage.Kind.MONITOR) {
      List<VType> stack = plan.analysis().types().stack(next.at());
      code.load('L', layout.shadow(next.at())).cast(stack.get(stack.size() - 1));
    }
    code.jump(Opcodes.GOTO, label(entries, next));
  }

  /** Gives a local its value; a default that is there already, by type, is left. */
  private void put(Code code, @Nullable State from, State to, int slot) {
    VType type = to.locals().get(slot);
    Source source = to.localSources().get(slot);
    boolean there =
        from != null && slot < from.locals().size() && from.locals().get(slot).equals(type);
    if (source.kind() == Source.Kind.ABSENT || (there && source.kind() == Source.Kind.DEFAULT)) {
      return;
    }
    local(code, slot, type, source);
  }

  void local(Code code, int slot, VType type, Source source) {
    value(code, type, source);
    code.store(type.computational(), slot);
  }

  void operands(Code code, State to) {
    for (int i = 0; i < to.stack().size(); i++) {
      if (to.stackSources().get(i).kind() != Source.Kind.ABSENT) {
        value(code, to.stack().get(i), to.stackSources().get(i));
      }
    }
  }

  private void value(Code code, VType type, Source source) {
    switch (source.kind()) {
      case SAVED, ZERO -> pop(code, type);
      case LOCK -> code.load('L', layout.shadow(source.site())).cast(type);
      default -> code.zero(type.computational());
    }
  }

  private void pop(Code code, VType type) {
    char kind = type.computational();
    code.load('L', layout.frame())
        .invoke(
            Opcodes.INVOKEVIRTUAL,
            RuntimeCalls.FRAME,
            RuntimeCalls.popName(kind),
            RuntimeCalls.popDescriptor(kind))
        .cast(type);
  }

  /**
   * Switches on {@code resume} where there is a choice.
   *
   * @param checked whether a point that the method doesn't have is thrown out here
   * @return the labels of the cases, in order
   */
  List<LabelNode> switchOnPoint(Code code, List<List<Point>> cases, boolean checked) {
    List<LabelNode> labels = new ArrayList<>();
    TreeMap<Integer, LabelNode> keys = new TreeMap<>();
    for (List<Point> c : cases) {
      LabelNode label = new LabelNode();
      labels.add(label);
      c.forEach(p -> keys.put(p.id() + 1, label));
    }
    if (cases.isEmpty()) {
      noSuchPoint(code);
    } else if (cases.size() > 1) {
      LabelNode none = checked ? new LabelNode() : labels.get(0);
      InsnList list = code.load('I', layout.resume()).list;
      list.add(switchOn(keys, none));
      if (checked) {
        code.label(none).frame(body.frames.of(List.of(), List.of()));
        noSuchPoint(code);
      }
    }
    return labels;
  }

  /** The smaller one of the two switches. */
  private static AbstractInsnNode switchOn(SortedMap<Integer, LabelNode> keys, LabelNode none) {
    int first = keys.firstKey();
    int last = keys.lastKey();
    if (last - first + 1 > 2 * keys.size()) {
      int[] ids = keys.keySet().stream().mapToInt(Integer::intValue).toArray();
      return new LookupSwitchInsnNode(none, ids, keys.values().toArray(new LabelNode[0]));
    }
    LabelNode[] labels = new LabelNode[last - first + 1];
    Arrays.fill(labels, none);
    keys.forEach((id, label) -> labels[id - first] = label);
    return new TableSwitchInsnNode(first, last, none, labels);
  }

  private static void noSuchPoint(Code code) {
    code.type(Opcodes.NEW, "java/lang/IllegalStateException")
        .insn(Opcodes.DUP)
        .constant("no such point in this method")
        .invoke(
            Opcodes.INVOKESPECIAL,
            "java/lang/IllegalStateException",
            "<init>",
            "(Ljava/lang/String;)V")
        .insn(Opcodes.ATHROW);
  }

  private static LabelNode label(Map<Stage, LabelNode> labels, Stage stage) {
    LabelNode label = labels.get(stage);
    if (label == null) {
      throw new IllegalStateException("no label for " + stage);
    }
    return label;
  }
}
