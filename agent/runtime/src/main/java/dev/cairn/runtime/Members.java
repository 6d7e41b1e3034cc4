package dev.cairn.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Which methods of a class are the program's own. Called by the JDK's reflection. */
public final class Members {
  /** What the names of methods begin with that save for others; old class files know no colons. */
  private static final String SAVES = "$cairn$";

  private Members() {}

  /** Without those that weaving adds, in the same order; the array itself where there are none. */
  public static Method[] ofProgram(Method[] all) {
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
