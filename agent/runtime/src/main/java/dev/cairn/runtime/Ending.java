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

  private static volatile boolean ours;
  private static volatile @Nullable Thread main;
  private static volatile @Nullable Runnable atHalt;

  private Ending() {}

  /**
   * Tells what to watch.
   *
   * @param mainThread the launcher's thread: an exception that ends it makes exit code 1
   * @param last run when the program ends the JVM by {@code Runtime.halt}
   */
  public static void watch(Thread mainThread, Runnable last) {
    main = mainThread;
    atHalt = last;
  }

  /** From here on a halt is the agent's own. */
  public static void ours() {
    ours = true;
  }

  /** {@code Runtime.halt} was called. */
  public static void halting(int code) {
    Runnable last = atHalt;
    if (!ours && last != null) {
      status = code;
      asked = true;
      last.run();
    }
  }

  /** Whether the program has asked for its end. */
  public static boolean asked() {
    return asked;
  }

  /** {@code Runtime.exit} was called. */
  public static void exiting(int code) {
    if (!asked) {
      status = code;
      asked = true;
    }
  }

  /** A thread ends by an exception that nothing caught; of the main thread it makes exit code 1. */
  public static void uncaught(Thread thread, Throwable exception) {
    if (thread == main) {
      failure = exception.getClass().getName();
    }
  }

  /** The exit code that the JVM is about to end with. */
  public static int code() {
    return asked ? status : failure != null ? 1 : 0;
  }

  /** The exception that ended the main thread, by class name, or null. */
  public static @Nullable String failure() {
    return failure;
  }
}
