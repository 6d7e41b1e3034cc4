package dev.cairn.instrumenter.plan;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver does to one class. Methods are named by name and descriptor as written, such as
 * {@code "run(I)V"}.
 *
 * @param className internal name, such as {@code com/acme/Main}
 * @param loops the marked loops, ordered by method and ordinal; each stands in one of {@code
 *     wovenMethods}
 * @param wovenMethods the methods to weave
 * @param rootMethod the root, one of {@code wovenMethods}, or null where the root is in another
 *     class
 * @param checkedCalls every call in a woven method whose name and descriptor is in this set is a
 *     checked call, whatever its owner and kind; constructors' stand there after their class and a
 *     dot; the same set for all classes of a plan
 * @param guardInitializer whether the class initialiser first asks whether it has run in the job's
 *     former life
 */
public record ClassPlan(
    String className,
    List<MarkedLoop> loops,
    Set<String> wovenMethods,
    @Nullable String rootMethod,
    Set<String> checkedCalls,
    boolean guardInitializer) {
  public ClassPlan {
    loops = List.copyOf(loops);
    wovenMethods = Set.copyOf(wovenMethods);
    checkedCalls = Set.copyOf(checkedCalls);
    for (MarkedLoop loop : loops) {
      if (!wovenMethods.contains(loop.method())) {
        throw new IllegalArgumentException(className + ": loop in unwoven method " + loop.method());
      }
    }
    if (rootMethod != null && !wovenMethods.contains(rootMethod)) {
      throw new IllegalArgumentException(className + ": root " + rootMethod + " is not woven");
    }
  }

  /** The plan of a class in which nothing but its initialiser is touched. */
  public static ClassPlan guardOnly(String className) {
    return new ClassPlan(className, List.of(), Set.of(), null, Set.of(), true);
  }

  /** Whether the weaver would give the class back as it is. */
  public boolean isEmpty() {
    return wovenMethods.isEmpty() && !guardInitializer;
  }
}
