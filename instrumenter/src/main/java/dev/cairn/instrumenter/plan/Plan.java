package dev.cairn.instrumenter.plan;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is woven, decided once for a job and carried in each of its snapshots: a JVM that resumes
 * weaves by it and makes no choice of its own. Immutable and thread-safe; two plans are equal when
 * their texts are.
 *
 * <p>Class names are internal names, methods are named by name and descriptor as written.
 */
public final class Plan {
  /** What the class of a dynamic proxy calls: its handler. */
  static final String HANDLER =
      "invoke(Ljava/lang/Object;Ljava/lang/reflect/Method;[Ljava/lang/Object;)Ljava/lang/Object;";

  /**
   * The method in which the job lives.
   *
   * @param className internal name
   * @param method name and descriptor as written
   */
  public record Root(String className, String method) {
    /** As woven code gives it to the runtime: {@code com.acme.Main.main([Ljava/lang/String;)V}. */
    public String dotted() {
      return Names.dotted(className) + "." + method;
    }
  }

  private final String spec;
  private final PollKind poll;
  private final Root root;
  private final SortedMap<String, SortedSet<MarkedLoop>> loops;
  private final SortedMap<String, SortedSet<String>> wovenMethods;
  private final SortedSet<String> checkedCalls;
  private final SortedSet<PlanNote> notes;

  /** The root's method, and each marked loop's, must be among the woven ones. */
  Plan(
      String spec,
      PollKind poll,
      Root root,
      Map<String, ? extends Set<MarkedLoop>> loops,
      Map<String, ? extends Set<String>> wovenMethods,
      Set<String> checkedCalls,
      Set<PlanNote> notes) {
    this.spec = spec;
    this.poll = poll;
    this.root = root;
    this.loops = copy(loops);
    this.wovenMethods = copy(wovenMethods);
    this.checkedCalls = Collections.unmodifiableSortedSet(new TreeSet<>(checkedCalls));
    this.notes = Collections.unmodifiableSortedSet(new TreeSet<>(notes));
    if (!woven(root.className()).contains(root.method())) {
      throw new IllegalArgumentException("the root is not woven");
    }
    for (Map.Entry<String, SortedSet<MarkedLoop>> e : this.loops.entrySet()) {
      Set<String> woven = woven(e.getKey());
      for (MarkedLoop loop : e.getValue()) {
        if (!woven.contains(loop.method())) {
          throw new IllegalArgumentException("a marked loop's method is not woven: " + loop);
        }
      }
    }
  }

  private Set<String> woven(String className) {
    SortedSet<String> methods = wovenMethods.get(className);
    return methods == null ? Set.of() : methods;
  }

  private static <T> SortedMap<String, SortedSet<T>> copy(Map<String, ? extends Set<T>> from) {
    SortedMap<String, SortedSet<T>> copy = new TreeMap<>();
    for (Map.Entry<String, ? extends Set<T>> e : from.entrySet()) { // a start waits for no lambda
      copy.put(e.getKey(), Collections.unmodifiableSortedSet(new TreeSet<>(e.getValue())));
    }
    return Collections.unmodifiableSortedMap(copy);
  }

  /** The loop specification as the user gave it, or {@code "default"}. */
  public String spec() {
    return spec;
  }

  /** How latches ask for a stop. */
  public PollKind poll() {
    return poll;
  }

  /** The method in which the job lives. */
  public Root root() {
    return root;
  }

  /** The marked loops by class. */
  public SortedMap<String, SortedSet<MarkedLoop>> loops() {
    return loops;
  }

  /** The methods to weave by class. */
  public SortedMap<String, SortedSet<String>> wovenMethods() {
    return wovenMethods;
  }

  /**
   * Names and descriptors of the calls after which a woven method looks whether to save itself; a
   * constructor's after its class and a dot, such as {@code com/acme/P.<init>(I)V}.
   */
  public SortedSet<String> checkedCalls() {
    return checkedCalls;
  }

  /** Whether a stop below the handler of a dynamic proxy may be wanted. */
  public boolean weavesProxies() {
    return checkedCalls.contains(HANDLER);
  }

  /**
   * What the weaver does to the class of a dynamic proxy, which stands in no plan: it is made up at
   * run time, and the same for the same interfaces.
   *
   * @param methods those that call the handler
   */
  public ClassPlan forProxy(String internalName, Set<String> methods) {
    return new ClassPlan(internalName, List.of(), methods, null, Set.of(HANDLER), false);
  }

  /** What is left out, and why. */
  public SortedSet<PlanNote> notes() {
    return notes;
  }

  /**
   * What the weaver does to a class of the application: at least the initialiser's guard. Not to be
   * asked for a class of the JDK.
   */
  public ClassPlan forClass(String internalName) {
    Set<String> methods = wovenMethods.get(internalName);
    if (methods == null) {
      return ClassPlan.guardOnly(internalName);
    }
    @Nullable String rootMethod = internalName.equals(root.className()) ? root.method() : null;
    SortedSet<MarkedLoop> marked = loops.get(internalName);
    return new ClassPlan(
        internalName,
        marked == null ? List.of() : List.copyOf(marked),
        methods,
        rootMethod,
        checkedCalls,
        true);
  }

  /** The same plan with another kind of poll; the points are the same. */
  public Plan withPoll(PollKind other) {
    return new Plan(spec, other, root, loops, wovenMethods, checkedCalls, notes);
  }

  /**
   * The same plan for another release of the JDK, whose methods may do the same by other methods of
   * its own.
   *
   * @param there what would be planned for the same job in that release
   */
  public Plan withPlatformOf(Plan there) {
    Map<String, Set<String>> woven = new TreeMap<>(wovenMethods);
    for (Map.Entry<String, SortedSet<String>> e : there.wovenMethods.entrySet()) {
      if (PlatformBodies.contains(e.getKey())) {
        Set<String> both = new TreeSet<>(woven(e.getKey()));
        both.addAll(e.getValue());
        woven.put(e.getKey(), both);
      }
    }
    Set<String> checked = new TreeSet<>(checkedCalls);
    checked.addAll(there.checkedCalls);
    return new Plan(spec, poll, root, loops, woven, checked, notes);
  }

  /** The same plan with more that is to be told of it. */
  public Plan withNotes(Collection<PlanNote> more) {
    Set<PlanNote> all = new TreeSet<>(notes);
    all.addAll(more);
    return new Plan(spec, poll, root, loops, wovenMethods, checkedCalls, all);
  }

  /** The canonical text: equal plans give equal texts, {@link #parse} reads it back. */
  public String toText() {
    return PlanText.write(this);
  }

  /**
   * Reads a plan's text.
   *
   * @throws PlanFormatException where it is no text that {@link #toText} would give
   */
  public static Plan parse(String text) {
    return PlanText.parse(text);
  }

  /** The plan for people to read: safe points, woven methods, what is left out and why. */
  public String explain() {
    return PlanExplanation.of(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Plan plan && plan.toText().equals(toText());
  }

  @Override
  public int hashCode() {
    return toText().hashCode();
  }

  @Override
  public String toString() {
    return "Plan of " + root.dotted() + ", loops " + spec;
  }
}
