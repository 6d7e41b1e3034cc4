package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/**
 * Which methods of the application a call may arrive at, judged by the class hierarchy alone: every
 * class of the application counts, whether it is ever instantiated or not. Not thread-safe.
 */
final class Hierarchy {
  private static final String OBJECT = "java/lang/Object";

  private final ClassIndex index;
  private final Map<String, Set<String>> supertypes = new HashMap<>();

  /** The application's subtypes of each type that has any, itself included; not of Object. */
  private final Map<String, Set<String>> subtypes = new HashMap<>();

  /** Every inheritable method with code, by name and descriptor. */
  private final Map<String, List<MethodRef>> declared = new HashMap<>();

  private final Map<CallSite, SortedSet<MethodRef>> dispatched = new HashMap<>();

  Hierarchy(ClassIndex index) {
    this.index = index;
    for (ClassInfo c : index.applicationClasses()) {
      for (String type : supertypes(c.name())) {
        if (!type.equals(OBJECT)) {
          subtypes.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(c.name());
        }
      }
      for (Map.Entry<String, ClassInfo.Member> m : c.methods().entrySet()) {
        if (m.getValue().hasCode() && m.getValue().isInherited()) {
          declared.computeIfAbsent(m.getKey(), k -> new ArrayList<>()).add(ref(c, m.getValue()));
        }
      }
    }
  }

  private static MethodRef ref(ClassInfo c, ClassInfo.Member m) {
    return new MethodRef(c.name(), m.name(), m.descriptor());
  }

  /** All supertypes of a type, itself first; unknown ones are taken for roots. */
  Set<String> supertypes(String name) {
    Set<String> known = supertypes.get(name);
    if (known != null) {
      return known;
    }
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      String type = open.remove();
      if (found.add(type)) {
        ClassInfo info = index.find(type);
        if (info != null) {
          if (info.superName() != null) {
            open.add(info.superName());
          }
          open.addAll(info.interfaces());
        }
      }
    }
    Set<String> result = Collections.unmodifiableSet(found);
    supertypes.put(name, result);
    return result;
  }

  boolean isSubtype(String type, String supertype) {
    return supertype.equals(OBJECT) || supertypes(type).contains(supertype);
  }

  /**
   * Where method resolution ends (JVMS 5.4.3.3): in the class, its superclasses, then its
   * superinterfaces.
   *
   * @return null where that is no method of the application's, or abstract
   */
  @Nullable MethodRef resolve(String owner, String key) {
    Set<String> seen = new LinkedHashSet<>(); // hostile classes may extend themselves
    for (ClassInfo c = index.find(owner);
        c != null && seen.add(c.name());
        c = c.superName() == null ? null : index.find(c.superName())) {
      ClassInfo.Member m = c.methods().get(key);
      if (m != null) {
        return index.isApplication(c.name()) && m.hasCode() ? ref(c, m) : null;
      }
    }
    for (String type : supertypes(owner)) {
      ClassInfo c = index.find(type);
      if (c == null || !c.isInterface()) {
        continue;
      }
      ClassInfo.Member m = c.methods().get(key);
      if (m != null && m.hasCode() && m.isInherited()) {
        return index.isApplication(type) ? ref(c, m) : null;
      }
    }
    return null;
  }

  /**
   * The methods of the application that a call may arrive at.
   *
   * @param caller the class in which the call stands
   */
  SortedSet<MethodRef> targets(CallSite call, String caller) {
    if (call.owner().startsWith("[")) {
      return Collections.emptySortedSet(); // an array's clone()
    }
    if (!call.isDispatched()) {
      MethodRef target = resolve(selectedFrom(call, caller), call.key());
      return target == null ? Collections.emptySortedSet() : new TreeSet<>(Set.of(target));
    }
    CallSite sameForAllLines =
        new CallSite(call.opcode(), call.owner(), call.name(), call.descriptor(), -1);
    SortedSet<MethodRef> known = dispatched.get(sameForAllLines);
    if (known == null) {
      known = Collections.unmodifiableSortedSet(dispatch(call));
      dispatched.put(sameForAllLines, known);
    }
    return known;
  }

  /**
   * {@code super.m()} names any superclass but starts at the direct one (JVMS 6.5 invokespecial).
   */
  private String selectedFrom(CallSite call, String caller) {
    ClassInfo c = index.application(caller);
    boolean superCall =
        call.opcode() == Opcodes.INVOKESPECIAL
            && !call.name().equals("<init>")
            && !call.owner().equals(caller)
            && c != null
            && c.superName() != null
            && isSubtype(c.superName(), call.owner());
    return superCall && c != null && c.superName() != null ? c.superName() : call.owner();
  }

  private SortedSet<MethodRef> dispatch(CallSite call) {
    SortedSet<MethodRef> found = new TreeSet<>();
    MethodRef resolved = resolve(call.owner(), call.key());
    if (resolved != null) {
      found.add(resolved);
      ClassInfo.Member m = index.member(resolved);
      if (m != null && m.is(Opcodes.ACC_PRIVATE)) {
        return found; // a nestmate's private method: nothing overrides it
      }
    }
    for (MethodRef method : declared.getOrDefault(call.key(), List.of())) {
      if (mayReceive(method.owner(), call.owner())) {
        found.add(method);
      }
    }
    return found;
  }

  /**
   * Whether an object of static type {@code owner} may have its method from {@code declaring}: as a
   * subtype, or because some class inherits from the one and implements the other.
   */
  private boolean mayReceive(String declaring, String owner) {
    if (isSubtype(declaring, owner)) {
      return true;
    }
    if (isSubtype(owner, declaring)) {
      return false; // what the owner inherits is what it resolves to
    }
    Set<String> a = subtypes.getOrDefault(declaring, Set.of());
    Set<String> b = subtypes.getOrDefault(owner, Set.of());
    return !Collections.disjoint(a, b);
  }
}
