package dev.cairn.instrumenter.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Which methods of the application {@code Method.invoke} may call, as far as class files tell: of
 * the classes that reachable code names, those whose name stands in reachable code as a string
 * constant, and those with an annotation, which programs look for. A program may find a method in
 * another way; a stop below it is refused by name then, unless the user names its loop.
 */
final class Reflected {
  private final Consumer<MethodRef> found;
  private final Set<String> names = new HashSet<>();
  private final Map<String, List<MethodRef>> methods = new HashMap<>();
  private final Set<MethodRef> candidates = new LinkedHashSet<>();
  private boolean active;

  /**
   * For one graph.
   *
   * @param found told each method once, after {@link #activate}; it may be an abstract one
   */
  Reflected(Consumer<MethodRef> found) {
    this.found = found;
  }

  /** Reachable code calls {@code Method.invoke}. */
  void activate() {
    if (!active) {
      active = true;
      List.copyOf(candidates).forEach(found);
    }
  }

  /** Reachable code holds a string constant that may be a method's name. */
  void name(String name) {
    if (names.add(name)) {
      List.copyOf(methods.getOrDefault(name, List.of())).forEach(this::add);
    }
  }

  /** Reachable code names a class. */
  void touch(ClassInfo c) {
    for (ClassInfo.Member m : c.methods().values()) {
      if (m.name().startsWith("<")) {
        continue;
      }
      MethodRef ref = new MethodRef(c.name(), m.name(), m.descriptor());
      methods.computeIfAbsent(m.name(), n -> new ArrayList<>()).add(ref);
      if (m.annotated() || names.contains(m.name())) {
        add(ref);
      }
    }
  }

  /** Adds a method that is known to be called by reflection. */
  void add(MethodRef method) {
    if (candidates.add(method) && active) {
      found.accept(method);
    }
  }
}
