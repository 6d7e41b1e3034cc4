package dev.cairn.runtime;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/** Which methods of a class are the program's own. Called by the JDK's reflection. */
public final class Members {
  private Members() {}

  /** Without the clones, in the same order; the array itself where there are none. */
  public static Method[] ofProgram(Method[] all) {
    int own = 0;
    for (Method m : all) {
      own += isClone(m) ? 0 : 1;
    }
    if (own == all.length) {
      return all;
    }
    Method[] result = new Method[own];
    int n = 0;
    for (Method m : all) {
      if (!isClone(m)) {
        result[n++] = m;
      }
    }
    return result;
  }

  /** A clone is private, static and synthetic, and takes frames alone. */
  private static boolean isClone(Method m) {
    return m.isSynthetic()
        && Modifier.isPrivate(m.getModifiers())
        && m.getParameterCount() > 0
        && m.getParameterTypes()[0] == Frame.class;
  }
}
