package dev.cairn.snapshot.heap;

import org.jspecify.annotations.Nullable;
import org.objenesis.Objenesis;
import org.objenesis.ObjenesisStd;

/**
 * Makes objects without running the constructors of their classes.
 *
 * <p>An object with a finalizer is known to the JVM as such from the end of {@code Object}'s own
 * constructor: for these Objenesis runs that one alone. All others need no code at all.
 */
final class Instances extends ClassValue<Boolean> {
  private final Objenesis objenesis = new ObjenesisStd(true);

  /** Makes one for each of {@code places}. */
  void make(Class<?> c, @Nullable Object[] to, int[] places) {
    if (get(c)) {
      for (int i : places) {
        to[i] = objenesis.newInstance(c);
      }
    } else {
      for (int i : places) {
        to[i] = Mem.allocate(c);
      }
    }
  }

  @Override
  protected Boolean computeValue(Class<?> c) {
    for (Class<?> k = c; k != null && k != Object.class && k != Enum.class; k = k.getSuperclass()) {
      ClassFacts facts = ClassFacts.of(k);
      if (facts == null || facts.finalizer()) {
        return true;
      }
    }
    return false;
  }
}
