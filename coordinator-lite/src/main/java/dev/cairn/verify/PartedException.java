package dev.cairn.verify;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A leg came to something else than the run that never stops; it never leaves {@link Chain}. */
final class PartedException extends Exception {
  private final transient @Nullable Difference first;
  private final transient @Nullable Path reference;

  /**
   * What came out is not the same.
   *
   * @param what where, and in what
   */
  PartedException(String what) {
    this(what, null, null);
  }

  /**
   * The states are not the same.
   *
   * @param what where, and in what
   * @param first their first difference, if they differ in any object
   * @param reference the snapshot of the run that never stops
   */
  PartedException(String what, @Nullable Difference first, @Nullable Path reference) {
    super(what, null, false, false);
    this.first = first;
    this.reference = reference;
  }

  @Nullable Difference first() {
    return first;
  }

  @Nullable Path reference() {
    return reference;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
