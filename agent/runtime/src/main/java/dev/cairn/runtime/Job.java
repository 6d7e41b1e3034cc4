package dev.cairn.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does for the running job. All methods but {@link #restored} and those of {@link
 * WovenMethods} are called on the job's thread alone.
 */
public interface Job extends WovenMethods {
  /**
   * The launcher has loaded the program's main class and is about to call its main.
   *
   * @return the class whose static main it shall call
   */
  default Class<?> launched(Class<?> main) {
    return main;
  }

  /**
   * The root is entered for the first time in this JVM.
   *
   * @param root the root's class and method, such as {@code
   *     "com.acme.Main.main([Ljava/lang/String;)V"}
   * @param arguments the root's arguments, boxed
   * @return the frames to go on from, outermost first, or null to begin at C0
   */
  @Nullable List<Frame> enter(String root, Object[] arguments);

  /**
   * A safe point is reached while a request is pending.
   *
   * @param counter the loop's own counter, or {@link Long#MIN_VALUE} where it has none
   * @return whether the frames are wanted now
   */
  boolean wanted(String method, int point, long counter);

  /** The frames were wanted, but the stack is pinned; the job runs on. */
  void pinned(Pin pin);

  /**
   * The job has unwound; takes what was wanted of it. Returns to let the job go on from the same
   * frames, or ends the JVM. Must not throw.
   *
   * @param frames outermost first
   */
  void unwound(List<Frame> frames);

  /**
   * All frames that hold monitors are on the stack again, and the job goes on. Called after every
   * re-entry, here or in another JVM. Must not throw.
   */
  default void reentered() {}

  /** The clone of a woven method: {@code (Frame)R}. */
  MethodHandle clone(Class<?> owner, String method);

  /** What a class of the JDK that is woven may do itself. Thread-safe. */
  default MethodHandles.Lookup lookup(Class<?> host) {
    throw new UnsupportedOperationException("no class of the JDK is woven");
  }

  /**
   * Whether the frame holds monitors, and so must be on the stack while the job runs. True is the
   * safe answer.
   */
  default boolean holdsMonitors(Frame frame) {
    return true;
  }

  /**
   * Puts a final field of an object under construction.
   *
   * @param owner the class that declares it
   * @param field {@code name:descriptor}
   * @param value of a field narrower than {@code int} an {@code Integer}
   */
  void putFinal(Object target, Class<?> owner, String field, @Nullable Object value);

  /**
   * Whether the class initialiser that is about to run ran in the job's former life: then its
   * effects come from the snapshot. Thread-safe.
   */
  boolean restored(String className);

  /** The machinery is broken and the job's state with it: says so and ends the JVM. */
  Error broken(String what);
}
