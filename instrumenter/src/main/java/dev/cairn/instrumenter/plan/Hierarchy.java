package dev.cairn.instrumenter.plan;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;

/** The class hierarchy of the application, and the JDK's above it. Not thread-safe. */
final class Hierarchy {
  private static final String OBJECT = "java/lang/Object";

  private final ClassIndex index;
  private final Map<String, Set<String>> supertypes = new HashMap<>();

  /** The application's subtypes of each type that has any, itself included; not of Object. */
  private final Map<String, Set<String>> subtypes = new HashMap<>();

  private final Set<String> everything = new LinkedHashSet<>();

  /** Those of {@link PlatformBodies} that count. */
  private final Set<String> platform = new TreeSet<>(PlatformBodies.classes().keySet());

  Hierarchy(ClassIndex index) {
    this.index = index;
    for (ClassInfo c : index.applicationClasses()) {
      for (String type : supertypes(c.name())) {
        if (!type.equals(OBJECT)) {
          subtypes.computeIfAbsent(type, t -> new LinkedHashSet<>()).add(c.name());
        }
      }
      everything.add(c.name());
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

  /** The static types under which an object may be called: Object, too, where that isn't known. */
  Set<String> typesOf(String name) {
    Set<String> types = supertypes(name);
    if (types.contains(OBJECT)) {
      return types;
    }
    Set<String> all = new LinkedHashSet<>(types);
    all.add(OBJECT);
    return all;
  }

  boolean isSubtype(String type, String supertype) {
    return supertype.equals(OBJECT) || supertypes(type).contains(supertype);
  }

  /**
   * Where method resolution ends (JVMS 5.4.3.3): in the class, its superclasses, then its
   * superinterfaces.
   *
   * @return null where that is no method that may be woven, or abstract
   */
  @Nullable MethodRef resolve(String owner, String key) {
    Set<String> seen = new LinkedHashSet<>(); // hostile classes may extend themselves
    for (ClassInfo c = index.find(owner);
        c != null && seen.add(c.name());
        c = c.superName() == null ? null : index.find(c.superName())) {
      ClassInfo.Member m = c.methods().get(key);
      if (m != null) {
        return index.mayBeWoven(c.name()) && m.hasCode() ? ref(c, m) : null;
      }
    }
    for (String type : supertypes(owner)) {
      ClassInfo c = index.find(type);
      if (c == null || !c.isInterface()) {
        continue;
      }
      ClassInfo.Member m = c.methods().get(key);
      if (m != null && m.hasCode() && m.isInherited()) {
        return index.mayBeWoven(type) ? ref(c, m) : null;
      }
    }
    return null;
  }

  /** The application's classes that are subtypes of a type, itself included. */
  Set<String> subtypes(String type) {
    return type.equals(OBJECT) ? everything : subtypes.getOrDefault(type, Set.of());
  }

  /** Counts the classes of streams in from now on. */
  void admitStreams() {
    platform.addAll(PlatformBodies.streamClasses().keySet());
    for (String host : PlatformBodies.streamNests().keySet()) {
      ClassInfo c = index.find(host);
      if (c != null) {
        platform.add(host);
        platform.addAll(c.nested());
      }
    }
  }

  /** The classes of {@link PlatformBodies} that are subtypes of a type of the JDK's. */
  Set<String> platformSubtypes(String type) {
    Set<String> result = new LinkedHashSet<>();
    for (String name : platform) {
      if (supertypes(name).contains(type)) {
        result.add(name);
      }
    }
    return result;
  }

  /**
   * The one method that a call arrives at whatever the receiver is.
   *
   * @param caller the class in which the call stands
   * @return null where the receiver decides, or the method may not be woven
   */
  @Nullable MethodRef direct(CallSite call, String caller) {
    if (!call.isDispatched()) {
      return resolve(selectedFrom(call, caller), call.key());
    }
    MethodRef resolved = resolve(call.owner(), call.key());
    ClassInfo.Member m = resolved == null ? null : index.member(resolved);
    return m != null && m.is(Opcodes.ACC_PRIVATE) ? resolved : null; // a nestmate's
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
}
