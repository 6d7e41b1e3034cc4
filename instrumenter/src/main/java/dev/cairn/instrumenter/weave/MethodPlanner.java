package dev.cairn.instrumenter.weave;

import dev.cairn.instrumenter.flow.CounterFinder;
import dev.cairn.instrumenter.flow.Loop;
import dev.cairn.instrumenter.flow.VType;
import dev.cairn.instrumenter.plan.Adapter;
import dev.cairn.instrumenter.plan.MarkedLoop;
import dev.cairn.instrumenter.plan.PollKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Decides where a method's points lie, what is saved there, and by which stages it is re-entered.
 */
final class MethodPlanner {
  private final MethodAnalysis a;
  private final Set<String> checkedCalls;
  private final PollKind poll;
  private final int[] instructions;
  private final Map<Stage, State> stages = new LinkedHashMap<>();

  private MethodPlanner(MethodAnalysis analysis, Set<String> checkedCalls, PollKind poll) {
    this.a = analysis;
    this.instructions = instructions(analysis.method().instructions);
    this.checkedCalls = checkedCalls;
    this.poll = poll;
  }

  /** One place where a point will be. */
  private record Site(PointKind kind, int at, int loop, int counterSlot) {}

  static MethodWeavePlan plan(
      MethodAnalysis analysis,
      List<MarkedLoop> marked,
      boolean root,
      Set<String> checkedCalls,
      PollKind poll)
      throws UnsupportedException {
    return new MethodPlanner(analysis, checkedCalls, poll).plan(marked, root);
  }

  private MethodWeavePlan plan(List<MarkedLoop> marked, boolean root) throws UnsupportedException {
    List<Site> sites = new ArrayList<>(latches(marked));
    sites.addAll(calls());
    sites.sort(Comparator.comparingInt(Site::at).thenComparing(Site::kind));
    List<List<Stage>> ways = new ArrayList<>();
    List<State> states = new ArrayList<>();
    for (Site s : sites) {
      ways.add(stagesTo(s));
      states.add(stateAt(s));
    }
    states = UniformLocals.of(ways, states);
    LatchPolls polls = new LatchPolls(a, poll, sites.stream().map(Site::at).toList());
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      points.add(point(i, sites.get(i), states.get(i), ways.get(i), polls));
    }
    BitSet constructions = new BitSet();
    Set<Integer> monitors = new TreeSet<>();
    for (Point p : points) {
      addConstructions(p.state(), constructions);
      monitors.addAll(p.state().held());
    }
    stages.values().forEach(s -> addConstructions(s, constructions));
    if (a.method().name.equals("<init>")) {
      ConstructorCheck.check(a, points);
    }
    if (!constructions.isEmpty()) {
      ConstructionCheck.check(a, constructions);
    }
    Set<Character> limits = new TreeSet<>();
    for (Point p : points) {
      if (p.strips() != null) {
        limits.add(p.strips().kind());
      }
    }
    boolean periodic =
        points.stream().anyMatch(p -> p.kind() == PointKind.LATCH && p.poll() == PollKind.PERIODIC);
    boolean locks = (a.method().access & Opcodes.ACC_SYNCHRONIZED) != 0 && !points.isEmpty();
    Layout layout = Layout.of(a.method().maxLocals, periodic, limits, List.copyOf(monitors), locks);
    return new MethodWeavePlan(
        a,
        a.method().name + a.method().desc,
        root,
        points,
        stages,
        constructions,
        StorageForms.of(a, points),
        layout,
        Saving.UNSIZED);
  }

  private List<Site> latches(List<MarkedLoop> marked) throws UnsupportedException {
    List<Site> result = new ArrayList<>();
    for (MarkedLoop m : marked) {
      Loop loop = a.loops().loop(m.ordinal());
      String not = loop.notMarkable();
      if (not != null) {
        throw new UnsupportedException(loop.line(), "no safe point can stand here: " + not);
      }
      int counter = m.counterSlot();
      if (counter < 0 || !CounterFinder.isCounter(a.types(), loop, counter)) {
        counter = CounterFinder.find(a.method(), a.flow(), a.types(), loop);
      }
      result.add(new Site(PointKind.LATCH, loop.header(), loop.ordinal(), counter));
    }
    return result;
  }

  private List<Site> calls() {
    Set<String> early =
        a.method().name.equals("<init>") ? ConstructorCheck.callsTooEarly(a) : Set.of();
    List<Site> result = new ArrayList<>();
    for (int i = 0; i < a.flow().size(); i++) {
      if (a.method().instructions.get(i) instanceof MethodInsnNode call
          && a.flow().reachable(i)
          && a.types().known(i)) {
        if (isSafePoint(call)) {
          result.add(new Site(PointKind.EXPLICIT, i, -1, -1));
        } else if (checkedCalls.contains(checkedKey(call)) && !early.contains(checkedKey(call))) {
          result.add(new Site(PointKind.CALL, i, -1, -1));
        }
      }
    }
    return result;
  }

  /** What the plan and the stack check know the call by. */
  static String checkedKey(MethodInsnNode call) {
    Adapter adapter = Adapter.of(call.owner, call.name + call.desc);
    return adapter == null ? written(call) : adapter.key();
  }

  private static String written(MethodInsnNode call) {
    String key = call.name + call.desc;
    return call.name.equals("<init>") ? call.owner + "." + key : key;
  }

  private static boolean isSafePoint(MethodInsnNode call) {
    return call.getOpcode() == Opcodes.INVOKESTATIC
        && call.owner.equals(RuntimeCalls.ANNOTATIONS)
        && call.name.equals(RuntimeCalls.SAFE_POINT)
        && call.desc.equals(RuntimeCalls.SAFE_POINT_DESCRIPTOR);
  }

  private State stateAt(Site s) {
    List<VType> stack = a.types().stack(s.at());
    List<VType> locals = a.types().locals(s.at());
    BitSet live =
        switch (s.kind()) {
          case LATCH -> a.liveness().before(s.at());
          case CALL -> a.liveness().across(s.at());
          case EXPLICIT -> a.liveness().after(s.at());
        };
    if (s.kind() == PointKind.CALL
        && a.method().instructions.get(s.at()) instanceof MethodInsnNode m) {
      int popped =
          Type.getArgumentTypes(m.desc).length + (m.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
      if (m.name.equals("<init>")) {
        // Once it has returned, all copies of its object are initialised: they are saved as the
        // very object that the constructor's own frame holds.
        VType object = stack.get(stack.size() - popped);
        locals = constructed(locals, object);
        stack = constructed(stack, object);
      }
      stack = stack.subList(0, stack.size() - popped);
    }
    return state(s.at(), locals, stack, slot -> live.get(slot) || isThis(slot), Source.SAVED);
  }

  /** The types after a constructor call on {@code object} (JVMS 4.10.1.9.invokespecial). */
  private List<VType> constructed(List<VType> types, VType object) {
    VType done =
        VType.object(object.kind() == VType.Kind.UNINITIALIZED_THIS ? a.owner() : object.name());
    return types.stream().map(t -> t.equals(object) ? done : t).toList();
  }

  /** A constructor's clone returns its object: whoever called it by a method reference needs it. */
  private boolean isThis(int slot) {
    return slot == 0 && a.method().name.equals("<init>");
  }

  private Point point(int id, Site s, State state, List<Stage> way, LatchPolls polls) {
    int counter = s.counterSlot();
    MethodInsnNode call =
        s.kind() == PointKind.CALL
                && a.method().instructions.get(s.at()) instanceof MethodInsnNode m
            ? m
            : null;
    SavedValues values = new SavedValues(a, s.at(), state);
    WovenPoint info =
        new WovenPoint(
            id,
            s.kind(),
            instructions[s.at()],
            a.line(s.at()),
            s.loop(),
            counter < 0 ? null : values.counterName(counter),
            call == null ? null : written(call),
            values.all());
    char counterKind = counter < 0 ? 'I' : state.locals().get(counter).computational();
    LatchPolls.Decision decided =
        s.kind() == PointKind.LATCH ? polls.of(a.loops().loop(s.loop())) : polls.elsewhere();
    return new Point(
        info,
        s.at(),
        call == null ? null : Type.getReturnType(call.desc),
        state,
        way,
        decided.poll(),
        decided.strips(),
        counter,
        counterKind);
  }

  /** Of each node, how many instructions stand before it: labels and the like are none. */
  private static int[] instructions(InsnList code) {
    int[] before = new int[code.size()];
    int count = 0;
    for (int i = 0; i < before.length; i++) {
      before[i] = count;
      count += code.get(i).getOpcode() < 0 ? 0 : 1;
    }
    return before;
  }

  /** Loop headers and monitors on the way, in the order of dominance: outermost first. */
  private List<Stage> stagesTo(Site s) {
    List<Stage> result = new ArrayList<>();
    for (Loop l : a.loops().around(s.at())) {
      if (!l.irreducible() && l.ordinal() != s.loop()) {
        result.add(new Stage(Stage.Kind.HEADER, l.header()));
      }
    }
    for (int m : a.monitors().held(s.at())) {
      result.add(new Stage(Stage.Kind.MONITOR, m));
    }
    result.sort(
        (x, y) ->
            x.at() == y.at()
                ? x.kind().compareTo(y.kind())
                : a.flow().dominates(x.at(), y.at()) ? -1 : 1);
    for (Stage stage : result) {
      stages.computeIfAbsent(stage, this::stageState);
    }
    return result;
  }

  private State stageState(Stage stage) {
    List<VType> stack = a.types().stack(stage.at());
    if (stage.kind() == Stage.Kind.MONITOR) {
      stack = stack.subList(0, stack.size() - 1); // the lock comes from its shadow
    }
    return state(stage.at(), a.types().locals(stage.at()), stack, slot -> false, Source.DEFAULT);
  }

  private State state(
      int at, List<VType> locals, List<VType> stack, IntPredicate live, Source operand) {
    List<Integer> held = a.monitors().held(at);
    List<Source> localSources = new ArrayList<>();
    for (int slot = 0; slot < locals.size(); slot++) {
      int lock = lockInLocal(at, slot, held);
      localSources.add(
          source(locals.get(slot), live.test(slot) ? Source.SAVED : Source.DEFAULT, lock));
    }
    List<Source> stackSources = new ArrayList<>();
    for (int depth = 0; depth < stack.size(); depth++) {
      int lock = lockInOperand(at, depth, held);
      stackSources.add(source(stack.get(depth), operand, lock));
    }
    return new State(locals, localSources, stack, stackSources, held);
  }

  private static Source source(VType type, Source otherwise, int lock) {
    return switch (type.kind()) {
      case TOP, UNINITIALIZED, UNINITIALIZED_THIS -> Source.ABSENT;
      case NULL -> Source.DEFAULT;
      case OBJECT -> lock >= 0 ? Source.lock(lock) : otherwise;
      default -> otherwise;
    };
  }

  private int lockInLocal(int at, int slot, List<Integer> held) {
    for (int m : held) {
      if (a.monitors().localIsLock(at, slot, m)) {
        return m;
      }
    }
    return -1;
  }

  private int lockInOperand(int at, int depth, List<Integer> held) {
    for (int m : held) {
      if (a.monitors().operandIsLock(at, depth, m)) {
        return m;
      }
    }
    return -1;
  }

  private static void addConstructions(State state, BitSet result) {
    for (VType t : state.locals()) {
      if (t.kind() == VType.Kind.UNINITIALIZED) {
        result.set(t.newAt());
      }
    }
    for (VType t : state.stack()) {
      if (t.kind() == VType.Kind.UNINITIALIZED) {
        result.set(t.newAt());
      }
    }
  }
}
