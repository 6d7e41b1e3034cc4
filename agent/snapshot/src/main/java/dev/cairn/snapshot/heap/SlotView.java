package dev.cairn.snapshot.heap;

import org.jspecify.annotations.Nullable;

/**
 * A stored value that lies in no field of this JVM's class, but follows from the object: what only
 * other releases have a field for, what lies outside of the heap, or what this JVM holds in a form
 * of its own.
 */
interface SlotView {
  /**
   * The value: a reference, a boxed int, long, byte or boolean.
   *
   * @throws RefusedValueException there is none that another JVM could be given
   */
  @Nullable Object get(Object o);

  /** Why an object has no such value. */
  final class RefusedValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Refusals.Refusal refusal;

    RefusedValueException(Refusals.Refusal refusal) {
      super(refusal.reason());
      this.refusal = refusal;
    }

    Refusals.Refusal refusal() {
      return refusal;
    }
  }
}
