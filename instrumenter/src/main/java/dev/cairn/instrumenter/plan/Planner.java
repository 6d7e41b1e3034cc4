package dev.cairn.instrumenter.plan;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of a job from its class files alone. The same classes and specifications give the
 * same plan, on every JVM.
 *
 * <pre>
 *   root    what an option names, @CheckpointJob, or main
 *   graph   what may run, and who may call whom
 *   marks   the loops that hold safe points
 *   woven   every method between the root and a safe point
 * </pre>
 */
public final class Planner {
  static final String INITIALIZER =
      "frames of class initialisers can't be saved; move the loop into a method that none calls";

  private static final String EARLY =
      "a stop is refused in the arguments of super(...) or this(...), from where a safe point may be"
          + " reached; compute them before the object is made";

  /** What {@link Plan#spec} says where the user gave no loop specification. */
  public static final String DEFAULT_SPEC = "default";

  private final ClassIndex index;
  private final Hierarchy hierarchy;
  private final LoopTable loops;
  private final CallGraph graph;
  private final SortedSet<PlanNote> notes = new TreeSet<>();
  private final Marks marks = new Marks();
  private final SortedSet<MethodRef> admitted = new TreeSet<>();

  private Planner(ClassSource source) {
    index = new ClassIndex(source);
    hierarchy = new Hierarchy(index);
    loops = new LoopTable(index);
    graph = new CallGraph(index, hierarchy);
  }

  /**
   * Plans a job.
   *
   * @param mainClass the class whose {@code main} is run, with {@code .} or {@code /}
   * @param rootSpec {@code class#method}, or null: {@code @CheckpointJob}, else {@code main}
   * @param loopSpec see {@code loops=}, or null: annotated loops where a call leads to one, else
   *     {@code auto}; lines separate items as semicolons do
   * @throws RootException where the root can't be found, or can't be one
   * @throws LoopSpecException where the specification is malformed or marks nothing
   */
  public static Plan plan(
      ClassSource source, String mainClass, @Nullable String rootSpec, @Nullable String loopSpec) {
    return new Planner(source).plan(mainClass, rootSpec, loopSpec);
  }

  private Plan plan(String mainClass, @Nullable String rootSpec, @Nullable String loopSpec) {
    LoopSpec spec = loopSpec == null ? null : LoopSpec.parse(loopSpec);
    Application application = new Application(index, hierarchy);
    MethodRef root = root(application, mainClass, rootSpec);
    if (spec == null) {
      markByDefault(root);
    } else {
      mark(spec, application, root);
    }
    SortedSet<MethodRef> goals = marks.methods();
    goals.addAll(safePoints());
    return assemble(root, spec == null ? DEFAULT_SPEC : spec.text(), goals);
  }

  /** Finds the root and enters the graph: at main too, where lambdas and objects are made. */
  private MethodRef root(Application application, String mainClass, @Nullable String rootSpec) {
    RootFinder finder = new RootFinder(index, hierarchy, application);
    if (rootSpec != null) {
      MethodRef root = finder.named(rootSpec);
      MethodRef main = hierarchy.resolve(mainClass.replace('.', '/'), "main([Ljava/lang/String;)V");
      graph.enter(main == null ? List.of(root) : List.of(main, root));
      return root;
    }
    List<MethodRef> annotated = finder.annotated(notes);
    MethodRef main = finder.main(mainClass);
    graph.enter(List.of(main));
    MethodRef chosen = finder.choose(annotated, graph, notes);
    return chosen == null ? main : chosen;
  }

  private void markByDefault(MethodRef root) {
    markAnnotated();
    if (marks.isEmpty() && safePoints().isEmpty()) {
      markAuto(root);
    }
  }

  private void mark(LoopSpec spec, Application application, MethodRef root) {
    NamedLoops named = new NamedLoops(application, loops);
    for (LoopSpec.Item item : spec.items()) {
      if (item instanceof LoopSpec.Named n) {
        named.mark(n, marks);
      }
    }
    admit(marks.methods());
    if (spec.items().contains(new LoopSpec.Annotated()) && !markAnnotated()) {
      throw new LoopSpecException(
          "loops: no method that may run from "
              + root
              + " carries @CheckpointLoop or calls Cairn.safePoint(); name a loop by class#method,"
              + " or say auto");
    }
    if (spec.items().contains(new LoopSpec.Auto())) {
      markAuto(root);
    }
  }

  private boolean markAnnotated() {
    AnnotatedLoops annotated = new AnnotatedLoops(index, loops, notes);
    boolean any = !safePoints().isEmpty();
    for (MethodRef method : graph.reachable()) {
      any |= index.isApplication(method.owner()) && annotated.mark(method, marks);
    }
    return any;
  }

  private void markAuto(MethodRef root) {
    AutoLoops auto = new AutoLoops(index, graph, loops, notes);
    auto.mark(root, marks);
    if (marks.isEmpty()) {
      List<String> others = auto.outOfReach();
      throw new LoopSpecException(
          "loops: no loop is met on the way from the root "
              + root
              + (others.isEmpty()
                  ? ", and none in any method that it may call"
                  : "; the JDK, a class initialiser or a constructor's super(...) stands before "
                      + String.join(", ", others)
                      + ": make what runs the loop the root, by root=class#method"));
    }
  }

  private SortedSet<MethodRef> safePoints() {
    SortedSet<MethodRef> found = new TreeSet<>();
    for (MethodRef method : graph.reachable()) {
      if (!index.body(method).safePoints().isEmpty()) {
        found.add(method);
      }
    }
    return found;
  }

  /**
   * Lets methods in that the user names but no call seen leads to, probably for reflection's sake:
   * with them everything that may call them.
   */
  private void admit(Collection<MethodRef> named) {
    List<MethodRef> unseen = named.stream().filter(m -> !graph.isReachable(m)).toList();
    if (unseen.isEmpty()) {
      return;
    }
    CallGraph everything = new CallGraph(index, hierarchy);
    everything.enter(CallGraph.everyMethod(index));
    for (Callable c : everything.callersOf(unseen)) {
      if (c instanceof MethodRef m) {
        admitted.add(m);
      }
    }
    graph.enter(admitted);
    graph.enterReflected(unseen);
  }

  private Plan assemble(MethodRef root, String spec, SortedSet<MethodRef> goals) {
    Set<Callable> callers = graph.callersOf(goals);
    Set<Callable> entries = new LinkedHashSet<>(goals);
    entries.add(root);
    entries.addAll(admitted);
    entries.addAll(graph.calledBack());
    Set<Callable> running = graph.calleesOf(entries);

    SortedMap<String, SortedSet<String>> woven = new TreeMap<>();
    SortedSet<String> checked = new TreeSet<>();
    weave(root, woven);
    for (Callable c : callers) {
      if (c instanceof MethodRef m && m.isClassInitializer()) {
        notes.add(
            PlanNote.ofMethod(
                m,
                index.body(m).line(),
                "not woven, though a safe point may be reached from here: " + INITIALIZER));
      } else if (c instanceof Lambda lambda && running.contains(c)) {
        checked.addAll(lambda.keys());
      } else if (c instanceof Adapter adapter && running.contains(c)) {
        checked.add(adapter.key());
      } else if (c instanceof ProxiedCall proxy && running.contains(c)) {
        checked.add(proxy.key());
      } else if (c instanceof MethodRef m && running.contains(c)) {
        weave(m, woven);
        checked.add(m.checkedKey());
      }
    }
    for (MethodRef constructor : graph.earlyCallersOf(callers)) {
      notes.add(PlanNote.ofMethod(constructor, index.body(constructor).line(), EARLY));
    }
    noteUnreached(root, goals);
    notes.addAll(index.notes());
    return new Plan(
        spec,
        PollKind.AUTOMATIC,
        new Plan.Root(root.owner(), root.key()),
        marks.byClass(),
        woven,
        checked,
        notes);
  }

  private static void weave(MethodRef method, Map<String, SortedSet<String>> woven) {
    woven.computeIfAbsent(method.owner(), c -> new TreeSet<>()).add(method.key());
  }

  /**
   * A safe point to which no woven call leads from the root can only ever be refused, or unused.
   */
  private void noteUnreached(MethodRef root, SortedSet<MethodRef> goals) {
    Set<Callable> calledFromRoot = graph.calleesOf(List.of(root));
    for (MethodRef goal : goals) {
      if (!calledFromRoot.contains(goal)) {
        notes.add(
            PlanNote.ofMethod(
                goal,
                index.body(goal).line(),
                "no call of the application's own leads here from the root: a stop is refused while"
                    + " frames of the JDK, of class initialisers or of constructors before"
                    + " super(...) stand between"));
      }
    }
  }
}
