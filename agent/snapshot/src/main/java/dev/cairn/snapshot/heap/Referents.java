package dev.cairn.snapshot.heap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a reference object refers to, as the garbage collector wants it read: by {@code
 * Reference.get}, of which every compiler makes a load that a collector knows to be a weak one.
 * Unsafe's loads are strong ones to the code that C1 makes under ZGC; a strong load of a referent
 * that is being given up revives it, and the next collection follows memory that is free.
 *
 * <p>{@code Reference.get} itself, not what subclasses make of it: a phantom reference answers
 * null, a soft one notes the time.
 */
final class Referents {
  /** What the collector chains references by, while it works: never to be read. */
  private static final String LINK = "discovered";

  private static final MethodHandle GET = get();

  private Referents() {}

  /** The referent: null where it was cleared, or is about to be. */
  static @Nullable Object of(Object reference) {
    try {
      return (Object) GET.invokeExact((Reference<?>) reference);
    } catch (Throwable t) {
      throw Mem.sneak(t);
    }
  }

  /** Whether a field holds a referent. */
  static boolean is(Field f) {
    return f.getDeclaringClass() == Reference.class && f.getName().equals("referent");
  }

  /** Whether a field is the collector's own. */
  static boolean isLink(Field f) {
    return f.getDeclaringClass() == Reference.class && f.getName().equals(LINK);
  }

  private static MethodHandle get() {
    try {
      return MethodHandles.privateLookupIn(Reference.class, MethodHandles.lookup())
          .findSpecial(
              Reference.class, "get", MethodType.methodType(Object.class), Reference.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.ref.Reference.get: " + e, e);
    }
  }
}
