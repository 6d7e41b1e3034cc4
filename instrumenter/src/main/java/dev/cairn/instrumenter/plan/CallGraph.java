package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;

/**
 * Which methods of the application may run once some entry has been called, and who may call whom.
 * By rapid type analysis: a call reaches what its static type allows among the classes that some
 * reachable code may create.
 *
 * <ul>
 *   <li>A class is <i>touched</i> where reachable code names it in any way: its initialiser may
 *       run.
 *   <li>A class is <i>created</i> by {@code new}; as a subtype of a class of the application that
 *       reachable code names by a class literal or a string, or in any way in a method that calls
 *       reflection; and as an entry's own class. The JDK may then call what the class overrides of
 *       the JDK's types, and its serialization hooks.
 *   <li>A lambda made in reachable code is called by someone.
 *   <li>What an {@link Adapter} hands on is called where the adapter is: {@code Method.invoke}
 *       calls what {@link Reflected} tells, {@code newInstance} the constructors of classes that
 *       reachable code names as above.
 *   <li>Where reachable code makes dynamic proxies, a call by one of the {@link ProxiedTypes} may
 *       arrive at any handler.
 * </ul>
 *
 * An object that reflection makes in another way is not seen; a stop inside its methods is refused
 * by name, never wrong.
 *
 * <p>Only what woven code itself calls is an edge, the bodies of {@link PlatformBodies} included:
 * between a method and what other code of the JDK calls back stands a frame that pins. So does a
 * constructor's, as long as it evaluates the arguments of {@code super(...)}. Not thread-safe.
 */
final class CallGraph {
  private static final List<String> SERIALIZATION_HOOKS =
      List.of(
          "readObject(Ljava/io/ObjectInputStream;)V",
          "writeObject(Ljava/io/ObjectOutputStream;)V",
          "readObjectNoData()V",
          "readResolve()Ljava/lang/Object;",
          "writeReplace()Ljava/lang/Object;");

  private static final String PRIVILEGED_ACTION = "java/security/PrivilegedAction";
  private static final String PRIVILEGED_EXCEPTION_ACTION =
      "java/security/PrivilegedExceptionAction";
  private static final String RUN = "run()Ljava/lang/Object;";

  private final ClassIndex index;
  private final Hierarchy hierarchy;

  private final Set<MethodRef> reachable = new HashSet<>();
  private final Set<String> touched = new HashSet<>();
  private final Set<String> created = new LinkedHashSet<>();
  private final Set<Lambda> lambdas = new HashSet<>();

  /** The lambdas whose objects are of a type. */
  private final Map<String, Set<Lambda>> lambdasOf = new HashMap<>();

  private final Deque<MethodRef> open = new ArrayDeque<>();

  private final Set<Adapter> adapters = EnumSet.noneOf(Adapter.class);
  private final ProxiedTypes proxied;
  private final Reflected reflected = new Reflected(this::reflect);

  private boolean streams;

  /** Classes of which reflection may make objects. */
  private final Set<String> made = new LinkedHashSet<>();

  private final Map<Callable, Set<Callable>> callers = new HashMap<>();
  private final Map<Callable, Set<Callable>> callees = new HashMap<>();

  /** Constructors that are yet to call {@code super(...)} or {@code this(...)}. */
  private final Map<Callable, Set<MethodRef>> earlyCallers = new HashMap<>();

  /** The dispatched calls, by their static type. */
  private final Map<String, Set<Dispatch>> dispatches = new HashMap<>();

  /** What the JDK may call, or method handles. */
  private final Set<Callable> calledBack = new LinkedHashSet<>();

  CallGraph(ClassIndex index, Hierarchy hierarchy) {
    this.index = index;
    this.hierarchy = hierarchy;
    this.proxied = new ProxiedTypes(index, hierarchy);
  }

  /** Adds entries and all that may run because of them. */
  void enter(Collection<MethodRef> entries) {
    for (MethodRef entry : entries) {
      ClassInfo.Member m = index.member(entry);
      if (m != null && !m.is(Opcodes.ACC_STATIC)) {
        createSubtypes(entry.owner());
      }
      reach(entry);
    }
    followAll();
  }

  /** Adds methods that only reflection calls, and all that may run because of them. */
  void enterReflected(Collection<MethodRef> methods) {
    methods.forEach(reflected::add);
    followAll();
  }

  private void followAll() {
    while (!open.isEmpty()) {
      follow(open.remove());
    }
  }

  boolean isReachable(MethodRef method) {
    return reachable.contains(method);
  }

  SortedSet<MethodRef> reachable() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(reachable));
  }

  /** What the JDK may call: here a way of calls begins that no frame of the JDK interrupts. */
  Set<Callable> calledBack() {
    return Collections.unmodifiableSet(calledBack);
  }

  private void reach(MethodRef method) {
    if (reachable.add(method)) {
      open.add(method);
    }
  }

  private void follow(MethodRef method) {
    MethodBody body = index.body(method);
    if (!index.isApplication(method.owner())) {
      followPlatform(method, body);
      return;
    }
    touch(method.owner());
    body.mentions().forEach(this::touch);
    body.created().forEach(this::create);
    body.literals().forEach(this::createSubtypes);
    if (body.reflects()) {
      body.mentions().forEach(this::createSubtypes);
    }
    body.names().forEach(reflected::name);
    for (Lambda lambda : body.lambdas()) {
      add(lambda, method.owner());
    }
    body.types().forEach(this::mayBeProxied);
    for (CallSite call : body.calls()) {
      called(call, method.owner()).forEach(target -> edge(method, target));
    }
    for (CallSite call : body.early()) {
      called(call, method.owner()).forEach(target -> early(method, target));
    }
    for (CallSite handle : body.handles()) {
      for (Callable target : targets(handle, method.owner())) {
        callBack(target);
        edge(Adapter.METHOD_HANDLE, target);
      }
    }
  }

  /** What a call of the application's arrives at, once all is known that its being there tells. */
  private Set<? extends Callable> called(CallSite call, String callingClass) {
    if (ProxiedTypes.makesProxies(call) && proxied.activate()) {
      relinkProxies();
    }
    if (!streams && PlatformBodies.isStream(call.owner())) {
      streams = true;
      hierarchy.admitStreams();
      everyDispatch().forEach(this::dispatchToPlatform);
    }
    Adapter adapter = Adapter.of(call.owner(), call.key());
    if (adapter == null) {
      return targets(call, callingClass);
    }
    activate(adapter);
    return Set.of(adapter);
  }

  /** No edge: the constructor's frame pins until it has called {@code super(...)}. */
  private void early(MethodRef constructor, Callable callee) {
    earlyCallers.computeIfAbsent(callee, c -> new LinkedHashSet<>()).add(constructor);
    if (callee instanceof MethodRef m) {
      reach(m);
    }
  }

  /** Of the JDK's bodies only what leads back to the application counts; its constructors pin. */
  private void followPlatform(MethodRef method, MethodBody body) {
    for (Lambda lambda : body.lambdas()) {
      add(lambda, method.owner());
    }
    for (CallSite call : body.calls()) {
      if (PlatformBodies.contains(call.owner()) && !call.name().equals("<init>")) {
        link(method, call, method.owner());
      }
    }
  }

  private void callBack(Callable target) {
    if (target instanceof MethodRef m && !index.isApplication(m.owner())) {
      return; // the JDK's own affair
    }
    calledBack.add(target);
    if (target instanceof MethodRef m) {
      reach(m);
    }
  }

  private void link(Callable caller, CallSite call, String callingClass) {
    targets(call, callingClass).forEach(target -> edge(caller, target));
  }

  /** What a call arrives at: a method, or the dispatch that it shares with others like it. */
  private Set<? extends Callable> targets(CallSite call, String callingClass) {
    MethodRef direct = hierarchy.direct(call, callingClass);
    if (direct != null) {
      return index.isApplication(direct.owner())
              || PlatformBodies.contains(callingClass)
              || PlatformBodies.mayCallBack(direct.owner(), direct.key())
          ? Set.of(direct)
          : Set.of();
    }
    return call.isDispatched() && !call.owner().startsWith("[")
        ? Set.of(dispatch(new Dispatch(call.owner(), call.key())))
        : Set.of();
  }

  /** An adapter is called: from now on its edges lead on. */
  private void activate(Adapter adapter) {
    if (!adapters.add(adapter)) {
      return;
    }
    switch (adapter) {
      case METHOD_INVOKE, METHOD_HANDLE -> reflected.activate();
      case CONSTRUCTOR_NEW_INSTANCE, CLASS_NEW_INSTANCE ->
          List.copyOf(made).forEach(name -> construct(adapter, name));
      case PRIVILEGED -> edge(adapter, dispatch(new Dispatch(PRIVILEGED_ACTION, RUN)));
      case PRIVILEGED_EXCEPTION ->
          edge(adapter, dispatch(new Dispatch(PRIVILEGED_EXCEPTION_ACTION, RUN)));
    }
  }

  private void mayBeProxied(String type) {
    if (proxied.name(type)) {
      relinkProxies();
    }
  }

  private void relinkProxies() {
    everyDispatch().forEach(this::linkProxy);
  }

  private List<Dispatch> everyDispatch() {
    List<Dispatch> all = new ArrayList<>();
    dispatches.values().forEach(all::addAll);
    return all;
  }

  /** The handler is given the call's own method, and may invoke that on another object. */
  private void linkProxy(Dispatch d) {
    if (proxied.contains(d.owner())) {
      ProxiedCall proxy = new ProxiedCall(d.key());
      edge(d, proxy);
      edge(proxy, dispatch(ProxiedTypes.HANDLER));
      edge(Adapter.METHOD_INVOKE, d);
    }
  }

  /** As {@code Method.invoke} does: the receiver decides, unless there is none to ask. */
  private void reflect(MethodRef method) {
    ClassInfo.Member m = index.member(method);
    if (m == null) {
      return;
    }
    if (m.isInherited()) {
      invoked(dispatch(new Dispatch(method.owner(), method.key())));
    } else if (m.hasCode()) {
      invoked(method);
    }
  }

  private void invoked(Callable target) {
    edge(Adapter.METHOD_INVOKE, target);
    edge(Adapter.METHOD_HANDLE, target);
  }

  private void construct(Adapter adapter, String className) {
    ClassInfo c = index.application(className);
    if (c == null) {
      return;
    }
    for (ClassInfo.Member m : c.methods().values()) {
      if (m.name().equals("<init>")
          && (adapter == Adapter.CONSTRUCTOR_NEW_INSTANCE || m.descriptor().equals("()V"))) {
        edge(adapter, new MethodRef(className, m.name(), m.descriptor()));
      }
    }
  }

  private Dispatch dispatch(Dispatch d) {
    if (dispatches.computeIfAbsent(d.owner(), t -> new LinkedHashSet<>()).add(d)) {
      dispatchTo(d, d.owner()); // whoever made the object
      dispatchToPlatform(d);
      for (String type : hierarchy.subtypes(d.owner())) {
        if (created.contains(type)) {
          dispatchTo(d, type);
        }
      }
      lambdasOf.getOrDefault(d.owner(), Set.of()).forEach(lambda -> dispatchTo(d, lambda));
      linkProxy(d);
    }
    return d;
  }

  private void dispatchToPlatform(Dispatch d) {
    if (PlatformBodies.mayCallBack(d.owner(), d.key())) {
      hierarchy.platformSubtypes(d.owner()).forEach(type -> dispatchTo(d, type));
    }
  }

  private void dispatchTo(Dispatch d, String type) {
    MethodRef target = hierarchy.resolve(type, d.key());
    if (target != null
        && (index.isApplication(target.owner())
            || PlatformBodies.mayCallBack(d.owner(), d.key()))) {
      edge(d, target);
    }
  }

  /** To the proxy's own method, or to a default one that it inherits, such as a bridge. */
  private void dispatchTo(Dispatch d, Lambda lambda) {
    if (lambda.keys().contains(d.key())) {
      edge(d, lambda);
    } else {
      lambda.interfaces().forEach(i -> dispatchTo(d, i));
    }
  }

  private void add(Lambda lambda, String hostClass) {
    if (!lambdas.add(lambda)) {
      return;
    }
    for (String type : lambda.interfaces()) {
      touch(type);
      receive(type, d -> dispatchTo(d, lambda));
      for (String of : hierarchy.typesOf(type)) {
        lambdasOf.computeIfAbsent(of, t -> new LinkedHashSet<>()).add(lambda);
      }
    }
    calledBack.add(lambda);
    targets(lambda.implementation(), hostClass).forEach(target -> edge(lambda, target));
  }

  private void touch(String name) {
    ClassInfo c = index.application(name);
    if (c == null || !touched.add(name)) {
      return;
    }
    if (c.methods().containsKey("<clinit>()V")) {
      reach(new MethodRef(name, "<clinit>", "()V"));
    }
    reflected.touch(c);
    hierarchy.supertypes(name).forEach(this::touch);
  }

  private void createSubtypes(String name) {
    for (String type : hierarchy.subtypes(name)) {
      create(type);
      if (made.add(type)) {
        for (Adapter adapter : adapters) {
          if (adapter == Adapter.CONSTRUCTOR_NEW_INSTANCE
              || adapter == Adapter.CLASS_NEW_INSTANCE) {
            construct(adapter, type);
          }
        }
      }
    }
  }

  private void create(String name) {
    ClassInfo c = index.application(name);
    if (c == null
        || (c.access() & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_INTERFACE)) != 0
        || !created.add(name)) {
      return;
    }
    touch(name);
    receive(name, d -> dispatchTo(d, name));
  }

  /** Leads the calls known so far, and the JDK's, to an object of a type. */
  private void receive(String name, Consumer<Dispatch> dispatcher) {
    for (String type : hierarchy.typesOf(name)) {
      dispatches.getOrDefault(type, Set.of()).forEach(dispatcher);
    }
    for (String type : hierarchy.supertypes(name)) {
      ClassInfo info = index.find(type);
      if (info == null) {
        continue;
      }
      if (index.isApplication(type)) {
        reachHooks(info);
      } else {
        mayBeCalledBack(name, info);
      }
    }
  }

  private void reachHooks(ClassInfo c) {
    for (String hook : SERIALIZATION_HOOKS) {
      ClassInfo.Member m = c.methods().get(hook);
      if (m != null && m.hasCode()) {
        callBack(new MethodRef(c.name(), m.name(), m.descriptor()));
      }
    }
  }

  private void mayBeCalledBack(String name, ClassInfo platform) {
    for (Map.Entry<String, ClassInfo.Member> m : platform.methods().entrySet()) {
      MethodRef target = m.getValue().isInherited() ? hierarchy.resolve(name, m.getKey()) : null;
      if (target != null) {
        callBack(target);
      }
    }
  }

  private void edge(Callable caller, Callable callee) {
    callers.computeIfAbsent(callee, c -> new LinkedHashSet<>()).add(caller);
    callees.computeIfAbsent(caller, c -> new LinkedHashSet<>()).add(callee);
    if (callee instanceof MethodRef m) {
      reach(m);
    }
  }

  private Set<Callable> callees(Callable caller) {
    return callees.getOrDefault(caller, Set.of());
  }

  /**
   * The methods that a call may arrive at by frames that can be saved, proxies of lambdas passed
   * through; not by {@code Method.invoke} or a method handle, which may arrive at so many.
   *
   * @param caller the class in which the call stands, in a method that has been reached
   */
  SortedSet<MethodRef> methodsCalled(CallSite call, String caller) {
    return methods(saveableTargets(call, caller));
  }

  /**
   * Whether a call may arrive, as {@link #methodsCalled} says, at one of {@code goals}.
   *
   * @param goals with all that lies on the ways there
   */
  boolean mayLeadTo(CallSite call, String caller, Set<Callable> goals) {
    return saveableTargets(call, caller).stream().anyMatch(goals::contains);
  }

  private Set<? extends Callable> saveableTargets(CallSite call, String caller) {
    Adapter adapter = Adapter.of(call.owner(), call.key());
    if (adapter == Adapter.METHOD_INVOKE || adapter == Adapter.METHOD_HANDLE) {
      return Set.of();
    }
    return adapter == null ? targets(call, caller) : Set.of(adapter);
  }

  /** The methods that reflection may call, wherever it does. */
  SortedSet<MethodRef> methodsInvoked() {
    return methods(Set.of(Adapter.METHOD_INVOKE));
  }

  private SortedSet<MethodRef> methods(Set<? extends Callable> targets) {
    SortedSet<MethodRef> found = new TreeSet<>();
    Set<Callable> seen = new HashSet<>();
    Deque<Callable> todo = new ArrayDeque<>(targets);
    while (!todo.isEmpty()) {
      Callable c = todo.remove();
      if (c instanceof MethodRef m) {
        found.add(m);
      } else if (seen.add(c)) {
        todo.addAll(callees(c));
      }
    }
    return found;
  }

  /**
   * Everything from which one of {@code goals} may be called, the goals included. Class
   * initialisers end the way: their frames can't be saved, so that none outside of them needs to
   * be.
   */
  Set<Callable> callersOf(Collection<? extends Callable> goals) {
    return closure(goals, callers);
  }

  /** The constructors that call one of these before they call {@code super(...)}. */
  SortedSet<MethodRef> earlyCallersOf(Collection<? extends Callable> called) {
    SortedSet<MethodRef> found = new TreeSet<>();
    called.forEach(c -> found.addAll(earlyCallers.getOrDefault(c, Set.of())));
    return found;
  }

  /** Everything that may be called from one of {@code entries}, the entries included. */
  Set<Callable> calleesOf(Collection<? extends Callable> entries) {
    return closure(entries, callees);
  }

  private static Set<Callable> closure(
      Collection<? extends Callable> from, Map<Callable, Set<Callable>> edges) {
    Set<Callable> found = new LinkedHashSet<>();
    Deque<Callable> todo = new ArrayDeque<>(from);
    while (!todo.isEmpty()) {
      Callable c = todo.remove();
      if (found.add(c) && !(c instanceof MethodRef m && m.isClassInitializer())) {
        todo.addAll(edges.getOrDefault(c, Set.of()));
      }
    }
    return found;
  }

  /** Every method with code of the application. */
  static List<MethodRef> everyMethod(ClassIndex index) {
    return index.applicationClasses().stream()
        .flatMap(
            c ->
                c.methods().values().stream()
                    .filter(ClassInfo.Member::hasCode)
                    .map(m -> new MethodRef(c.name(), m.name(), m.descriptor())))
        .toList();
  }
}
