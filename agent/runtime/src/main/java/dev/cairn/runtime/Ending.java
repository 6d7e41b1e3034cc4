package dev.cairn.runtime;

import org.jspecify.annotations.Nullable;

/**
 * How the JVM ends: what the hooks in {@code java.lang.Runtime} and {@code java.lang.Thread} note
 * for the agent, which has to know a job that finished from one that was cut off. Thread-safe.
 */
public final class Ending {
  private static volatile boolean asked;
  private static volatile int status;
  private static volatile @Nullable String failure;

  private Ending() {}

  /** {@code Runtime.exit} was called. */
  public static void exiting(int code) {
    if (!asked) {
      status = code;
      asked = true;
    }
  }

  /** A thread ends by an exception that nothing caught; of the main thread it makes exit code 1. */
  public static void uncaught(Thread thread, Throwable exception) {
    if (thread == Woven.thread()) {
      failure = exception.getClass().getName();
    }
  }

  /** The exit code that the JVM is about to end with. */
  public static int code() {
    return asked ? status : failure != null ? 1 : 0;
  }

  /** The exception that ended the job's thread, by class name, or null. */
  public static @Nullable String failure() {
    return failure;
  }
}
