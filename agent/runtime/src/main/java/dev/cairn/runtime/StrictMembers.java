package dev.cairn.runtime;

import java.lang.reflect.Method;
import java.util.Set;

/**
 * Members of {@code Math} that are looked up by name at run time, for {@code math=strict}: asked
 * for inside the JDK where method handles are found and reflected methods get their code. No-op
 * until {@link #install}.
 */
public final class StrictMembers {
  private static volatile Set<String> functions = Set.of();

  private StrictMembers() {}

  /**
   * Begins to answer.
   *
   * @param names the functions of {@code Math} that {@code StrictMath}'s stand for
   */
  public static void install(Set<String> names) {
    functions = Set.copyOf(names);
  }

  /** The class in which static method {@code name} of {@code owner} is to be found. */
  public static Class<?> owner(Class<?> owner, String name) {
    return owner == Math.class && name != null && functions.contains(name)
        ? StrictMath.class
        : owner;
  }

  /** What a call of {@code method} by reflection is to run. */
  public static Method method(Method method) {
    if (method == null || owner(method.getDeclaringClass(), method.getName()) != StrictMath.class) {
      return method;
    }
    try {
      return StrictMath.class.getMethod(method.getName(), method.getParameterTypes());
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e); // all names in the table are StrictMath's, too
    }
  }
}
