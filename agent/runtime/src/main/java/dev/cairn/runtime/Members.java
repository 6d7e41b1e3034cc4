package dev.cairn.runtime;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Which methods of a class are the program's own, and in which order they come: HotSpot's follows
 * the addresses of their names, in each JVM anew. Called by the JDK's reflection, and so written
 * without lambdas, whose making reflects.
 */
public final class Members {
  /** What the names of methods begin with that save for others; old class files know no colons. */
  private static final String SAVES = "$cairn$";

  private Members() {}

  /** By name, then by parameters, then by what they return. */
  private static final class Order implements Comparator<Executable> {
    static final Order ORDER = new Order();

    @Override
    public int compare(Executable a, Executable b) {
      int byName = a.getName().compareTo(b.getName());
      if (byName != 0) {
        return byName;
      }
      Class<?>[] left = a.getParameterTypes();
      Class<?>[] right = b.getParameterTypes();
      for (int i = 0; i < Math.min(left.length, right.length); i++) {
        int byType = left[i].getName().compareTo(right[i].getName());
        if (byType != 0) {
          return byType;
        }
      }
      return left.length == right.length && a instanceof Method m && b instanceof Method n
          ? m.getReturnType().getName().compareTo(n.getReturnType().getName())
          : left.length - right.length;
    }
  }

  /** Without those that weaving adds, in an order that every JVM has. */
  public static Method[] ofProgram(Method[] all) {
    Method[] own = withoutWeavers(all);
    Arrays.sort(own, Order.ORDER);
    return own;
  }

  /** A class's constructors in an order that every JVM has; the array given stays as it is. */
  public static Constructor<?>[] inOrder(Constructor<?>[] all) {
    Constructor<?>[] sorted = all.clone();
    Arrays.sort(sorted, Order.ORDER);
    return sorted;
  }

  private static Method[] withoutWeavers(Method[] all) {
    int own = 0;
    for (Method m : all) {
      own += isWeavers(m) ? 0 : 1;
    }
    if (own == all.length) {
      return all;
    }
    Method[] result = new Method[own];
    int n = 0;
    for (Method m : all) {
      if (!isWeavers(m)) {
        result[n++] = m;
      }
    }
    return result;
  }

  /** Private, static and synthetic; a clone takes frames alone. */
  private static boolean isWeavers(Method m) {
    return m.isSynthetic()
        && Modifier.isPrivate(m.getModifiers())
        && (isClone(m) || m.getName().startsWith(SAVES));
  }

  private static boolean isClone(Method m) {
    return m.getParameterCount() > 0 && m.getParameterTypes()[0] == Frame.class;
  }
}
