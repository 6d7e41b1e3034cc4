package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Where a static field of the JDK lies.
 *
 * @param base what holds the field
 * @param offset where in it
 */
record JdkStatic(Object base, long offset) {
  /**
   * The field, or null where this JDK has no such class or field, or its class isn't initialised:
   * it holds nothing yet then, and initialising it here would be seen by the job.
   */
  static @Nullable JdkStatic find(String className, String field) {
    try {
      Class<?> c = Class.forName(className, false, null);
      Field f = Mem.initialised(c) ? Mem.field(c, field).orElse(null) : null;
      return f == null ? null : new JdkStatic(Mem.staticBase(f), Mem.staticOffset(f));
    } catch (ClassNotFoundException e) {
      return null; // of another release, or its module isn't there
    }
  }

  /** What the field holds; null where {@link #find} finds none. */
  static @Nullable Object value(String className, String field) {
    JdkStatic f = find(className, field);
    return f == null ? null : Mem.getRef(f.base, f.offset);
  }
}
