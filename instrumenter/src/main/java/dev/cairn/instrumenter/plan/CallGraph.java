package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which methods of the application may run once some entry has been called, and who may call whom.
 * An over-approximation, by class hierarchy:
 *
 * <ul>
 *   <li>a call reaches every method that its static type allows, and every reachable lambda of that
 *       interface;
 *   <li>a class named anywhere in reachable code is <i>live</i>: its initialiser runs, and the JDK
 *       may call what it overrides of the JDK's types, and its serialization hooks;
 *   <li>a lambda made in reachable code is called by someone.
 * </ul>
 *
 * Only what woven code itself calls is an edge: between a method and what the JDK calls back stands
 * a frame of the JDK. Not thread-safe.
 */
final class CallGraph {
  private static final Set<String> SERIALIZATION_HOOKS =
      Set.of(
          "readObject(Ljava/io/ObjectInputStream;)V",
          "writeObject(Ljava/io/ObjectOutputStream;)V",
          "readObjectNoData()V",
          "readResolve()Ljava/lang/Object;",
          "writeReplace()Ljava/lang/Object;");

  private record Pending(Callable caller, String owner) {}

  private final ClassIndex index;
  private final Hierarchy hierarchy;

  private final SortedSet<MethodRef> reachable = new TreeSet<>();
  private final Set<String> live = new HashSet<>();
  private final Set<Lambda> lambdas = new HashSet<>();
  private final Deque<MethodRef> open = new ArrayDeque<>();

  private final Map<Callable, Set<Callable>> callers = new HashMap<>();
  private final Map<Callable, Set<Callable>> callees = new HashMap<>();

  /** The calls that may yet turn out to reach a lambda, by name and descriptor. */
  private final Map<String, Set<Pending>> lambdaCalls = new HashMap<>();

  private final Map<String, Set<Lambda>> lambdasByKey = new HashMap<>();

  /** Methods that the JDK may call, each with the JDK's method, such as {@code Runnable.run}. */
  private final SortedMap<MethodRef, String> callbacks = new TreeMap<>();

  CallGraph(ClassIndex index, Hierarchy hierarchy) {
    this.index = index;
    this.hierarchy = hierarchy;
  }

  /** Adds entries and all that may run because of them. */
  void enter(Collection<MethodRef> entries) {
    entries.forEach(this::reach);
    while (!open.isEmpty()) {
      follow(open.remove());
    }
  }

  boolean isReachable(MethodRef method) {
    return reachable.contains(method);
  }

  SortedSet<MethodRef> reachable() {
    return Collections.unmodifiableSortedSet(reachable);
  }

  SortedMap<MethodRef, String> callbacks() {
    return Collections.unmodifiableSortedMap(callbacks);
  }

  private void reach(MethodRef method) {
    if (reachable.add(method)) {
      open.add(method);
    }
  }

  private void follow(MethodRef method) {
    MethodBody body = index.body(method);
    touch(method.owner());
    body.mentions().forEach(this::touch);
    for (Lambda lambda : body.lambdas()) {
      add(lambda, method.owner());
    }
    for (CallSite call : body.calls()) {
      link(method, call, method.owner());
    }
    for (CallSite handle : body.handles()) {
      for (MethodRef target : hierarchy.targets(handle, method.owner())) {
        reach(target);
        callbacks.putIfAbsent(target, "a method handle");
      }
    }
  }

  private void link(Callable caller, CallSite call, String callingClass) {
    for (MethodRef target : hierarchy.targets(call, callingClass)) {
      edge(caller, target);
      reach(target);
    }
    if (call.isDispatched()) {
      Set<Pending> pending = lambdaCalls.computeIfAbsent(call.key(), k -> new LinkedHashSet<>());
      if (pending.add(new Pending(caller, call.owner()))) {
        for (Lambda lambda : lambdasOf(call)) {
          edge(caller, lambda);
        }
      }
    }
  }

  private void add(Lambda lambda, String hostClass) {
    if (!lambdas.add(lambda)) {
      return;
    }
    for (String key : lambda.keys()) {
      lambdasByKey.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(lambda);
      for (Pending call : lambdaCalls.getOrDefault(key, Set.of())) {
        if (implementsType(lambda, call.owner())) {
          edge(call.caller(), lambda);
        }
      }
    }
    lambda.interfaces().forEach(this::touch);
    link(lambda, lambda.implementation(), hostClass);
    for (MethodRef target : hierarchy.targets(lambda.implementation(), hostClass)) {
      callbacks.putIfAbsent(target, "a lambda");
    }
  }

  private boolean implementsType(Lambda lambda, String type) {
    return lambda.interfaces().stream().anyMatch(i -> hierarchy.isSubtype(i, type));
  }

  private Collection<Lambda> lambdasOf(CallSite call) {
    return lambdasByKey.getOrDefault(call.key(), Set.of()).stream()
        .filter(lambda -> implementsType(lambda, call.owner()))
        .toList();
  }

  private void touch(String name) {
    ClassInfo c = index.application(name);
    if (c == null || !live.add(name)) {
      return;
    }
    for (ClassInfo.Member m : c.methods().values()) {
      if (m.name().equals("<clinit>")
          || (SERIALIZATION_HOOKS.contains(m.name() + m.descriptor()) && m.hasCode())) {
        reach(new MethodRef(name, m.name(), m.descriptor()));
      }
    }
    for (String type : hierarchy.supertypes(name)) {
      if (index.isApplication(type)) {
        touch(type);
      } else {
        mayBeCalledBack(name, type);
      }
    }
  }

  private void mayBeCalledBack(String name, String platformType) {
    ClassInfo platform = index.find(platformType);
    if (platform == null) {
      return;
    }
    for (Map.Entry<String, ClassInfo.Member> m : platform.methods().entrySet()) {
      if (m.getValue().isInherited()) {
        MethodRef target = hierarchy.resolve(name, m.getKey());
        if (target != null) {
          reach(target);
          callbacks.putIfAbsent(target, Names.dotted(platformType) + "." + m.getValue().name());
        }
      }
    }
  }

  private void edge(Callable caller, Callable callee) {
    callers.computeIfAbsent(callee, c -> new LinkedHashSet<>()).add(caller);
    callees.computeIfAbsent(caller, c -> new LinkedHashSet<>()).add(callee);
  }

  /**
   * What a call may arrive at by frames that can be saved, proxies of lambdas passed through.
   *
   * @param caller the class in which the call stands
   */
  SortedSet<MethodRef> methodsCalled(CallSite call, String caller) {
    SortedSet<MethodRef> found = new TreeSet<>(hierarchy.targets(call, caller));
    if (call.isDispatched()) {
      Set<Lambda> seen = new HashSet<>();
      Deque<Lambda> proxies = new ArrayDeque<>(lambdasOf(call));
      while (!proxies.isEmpty()) {
        Lambda proxy = proxies.remove();
        if (seen.add(proxy)) {
          found.addAll(hierarchy.targets(proxy.implementation(), caller));
          if (proxy.implementation().isDispatched()) {
            proxies.addAll(lambdasOf(proxy.implementation()));
          }
        }
      }
    }
    return found;
  }

  /**
   * Everything from which one of {@code goals} may be called, the goals included. Initialisers end
   * the way: their frames can't be saved, so that none outside of them needs to be.
   */
  Set<Callable> callersOf(Collection<MethodRef> goals) {
    return closure(goals, callers);
  }

  /** Everything that may be called from one of {@code entries}, the entries included. */
  Set<Callable> calleesOf(Collection<MethodRef> entries) {
    return closure(entries, callees);
  }

  private static Set<Callable> closure(
      Collection<MethodRef> from, Map<Callable, Set<Callable>> edges) {
    Set<Callable> found = new LinkedHashSet<>();
    Deque<Callable> todo = new ArrayDeque<>(from);
    while (!todo.isEmpty()) {
      Callable c = todo.remove();
      if (found.add(c) && !(c instanceof MethodRef m && m.isInitializer())) {
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
