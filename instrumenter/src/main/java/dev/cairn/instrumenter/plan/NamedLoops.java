package dev.cairn.instrumenter.plan;

import dev.cairn.instrumenter.flow.Loop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Marks the loops that a specification names; each item marks at least one, or is an error. */
final class NamedLoops {
  private static final int NEAREST_LINES = 3;

  private final Application application;
  private final LoopTable loops;

  NamedLoops(Application application, LoopTable loops) {
    this.application = application;
    this.loops = loops;
  }

  void mark(LoopSpec.Named item, Marks marks) {
    ClassInfo owner = application.find(item.className());
    if (owner == null) {
      throw new LoopSpecException("loops: " + application.noClass(item.className()));
    }
    List<MethodRef> methods = methods(item, owner);
    boolean marked = false;
    for (MethodRef method : methods) {
      for (Loop loop : chosen(item, method)) {
        if (method.isClassInitializer()) {
          throw new LoopSpecException(
              "loops: "
                  + item.text()
                  + " is a loop in a class initialiser; "
                  + Planner.INITIALIZER);
        }
        marks.add(method, loop, -1, item.text());
        marked = true;
      }
    }
    if (!marked) {
      throw new LoopSpecException("loops: " + nothing(item, owner, methods));
    }
  }

  private List<MethodRef> methods(LoopSpec.Named item, ClassInfo owner) {
    if (item.method() == null) {
      return all(owner);
    }
    List<MethodRef> found = Application.methods(owner, item.method(), item.descriptor());
    if (found.isEmpty()) {
      throw new LoopSpecException(
          "loops: " + application.noMethod(owner, item.method(), item.descriptor()));
    }
    return found;
  }

  private static List<MethodRef> all(ClassInfo owner) {
    return owner.methods().values().stream()
        .filter(ClassInfo.Member::hasCode)
        .map(m -> new MethodRef(owner.name(), m.name(), m.descriptor()))
        .toList();
  }

  private List<Loop> chosen(LoopSpec.Named item, MethodRef method) {
    MethodLoops found = loops.of(method);
    if (found == null) {
      return List.of();
    }
    return item.line() < 0 ? found.outermost() : found.innermostAt(item.line());
  }

  private String nothing(LoopSpec.Named item, ClassInfo owner, List<MethodRef> methods) {
    for (MethodRef method : methods) {
      MethodLoops found = loops.of(method);
      if (found != null && found.outermost().isEmpty()) {
        return method + " has no loop that can be marked: " + found.loops().get(0).notMarkable();
      }
    }
    return item.line() < 0 ? noLoop(item, owner) : noLine(item, owner, methods);
  }

  private String noLoop(LoopSpec.Named item, ClassInfo owner) {
    SortedSet<String> others = new TreeSet<>();
    for (MethodRef m : all(owner)) {
      MethodLoops found = loops.of(m);
      if (!m.isClassInitializer() && found != null && !found.outermost().isEmpty()) {
        others.add(m.name());
      }
    }
    String shown =
        Names.dotted(owner.name())
            + "#"
            + item.method()
            + (item.descriptor() == null ? "" : item.descriptor());
    return shown
        + " has no loop; "
        + (others.isEmpty()
            ? "no method of the class has one"
            : "methods with loops: " + String.join(", ", others));
  }

  private String noLine(LoopSpec.Named item, ClassInfo owner, List<MethodRef> methods) {
    String where = Names.dotted(owner.name()) + (item.method() == null ? "" : "#" + item.method());
    List<Integer> starts = new ArrayList<>();
    boolean anyLoop = false;
    for (MethodRef method : methods) {
      @Nullable MethodLoops found = loops.of(method);
      if (found != null) {
        anyLoop = true;
        found.loops().stream()
            .filter(l -> MethodLoops.isMarkable(l) && l.line() >= 0)
            .forEach(l -> starts.add(l.line()));
      }
    }
    if (!anyLoop) {
      return where + " has no loop, on line " + item.line() + " or any other";
    }
    if (starts.isEmpty()) {
      return where + " was compiled without line numbers; name the loop by class#method";
    }
    List<String> nearest =
        starts.stream()
            .distinct()
            .sorted(
                Comparator.comparingInt((Integer l) -> Math.abs(l - item.line()))
                    .thenComparing(Comparator.naturalOrder()))
            .limit(NEAREST_LINES)
            .sorted()
            .map(String::valueOf)
            .toList();
    return "line "
        + item.line()
        + " of "
        + where
        + " is in no loop; the nearest loops begin on "
        + (nearest.size() == 1 ? "line " : "lines ")
        + String.join(", ", nearest);
  }
}
