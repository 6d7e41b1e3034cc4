package dev.cairn.snapshot.heap;

import java.lang.instrument.Instrumentation;

/**
 * The key to the JVM's heap: opens the JDK's packages to this module, binds the internal Unsafe,
 * and tests that this JVM lays objects out as we know it. One per JVM; thread-safe.
 */
public final class HeapAccess {
  private final Instrumentation instrumentation;

  private HeapAccess(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /**
   * Opens the heap; call it in {@code premain}, before the job can replace System.out and the like.
   *
   * @throws dev.cairn.snapshot.UnsupportedJvmException this JVM's layout is unknown
   */
  public static HeapAccess open(Instrumentation instrumentation) {
    return new HeapAccess(instrumentation);
  }

  Instrumentation instrumentation() {
    return instrumentation;
  }
}
