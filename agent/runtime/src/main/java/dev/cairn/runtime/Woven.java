package dev.cairn.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The calls in woven code. Their names and descriptors stand in the weaver's one table; they are
 * never relocated or changed without changing it.
 *
 * <p>A stop goes like this, all on the job's thread:
 *
 * <pre>
 *   latch:      request seen -> reached(): stack checked, unwinding = true, first frame begun
 *   save block: push(...)*, return a default value
 *   caller:     unwinding seen after the call -> save(): next frame begun; push(...)*, return
 *   root:       save() and push(...)*, then drive(): unwinding = false, Job.unwound(frames),
 *               the root's clone is called with the outermost frame
 *   clone:      pops its values; at a call point reenter() calls the clone of the next frame inside
 * </pre>
 */
public final class Woven {
  /** Non-zero: the next safe point takes the slow path. Written by the agent's threads. */
  public static volatile int request;

  /**
   * Whether the job's thread is saving its frames. Plain: only that thread writes it, and only it
   * acts on it; any other thread that reads true is turned away by {@link #save}.
   */
  public static boolean unwinding;

  private static @Nullable Job job;
  private static @Nullable Thread thread;
  private static long reached;
  private static long goal = Long.MAX_VALUE;

  private static @Nullable Frame saving;
  private static List<Frame> saved = new ArrayList<>();
  private static List<StackCheck.Expected> expected = List.of();

  private Woven() {}

  // ---- for the agent ----

  /** Installs the agent's job; once per JVM. */
  public static synchronized void install(Job installed) {
    if (job != null) {
      throw new IllegalStateException("a job is installed already");
    }
    job = installed;
  }

  /** The thread that entered the root, or null before. */
  public static @Nullable Thread thread() {
    return thread;
  }

  /** How many safe points the job reached in this JVM; counted by {@link #passed} only. */
  public static long reached() {
    return reached;
  }

  /** Asks {@link #passed} for the slow path when {@link #reached} gets to {@code count}. */
  public static void setGoal(long count) {
    goal = count;
  }

  // ---- at a latch ----

  /** Counts a safe point exactly; true where the slow path is to be taken. */
  public static boolean passed() {
    if (Thread.currentThread() != thread) {
      return false;
    }
    return ++reached >= goal || request != 0;
  }

  /**
   * The slow path at a latch.
   *
   * @param counter the loop's own counter, or {@link Long#MIN_VALUE}
   * @return true where the method has to save itself: its frame is begun
   */
  public static boolean reached(String method, int point, long counter) {
    Job j = job;
    if (j == null || Thread.currentThread() != thread || !j.wanted(method, point, counter)) {
      return false;
    }
    StackCheck.Result result = StackCheck.check(j);
    Pin pin = result.pin();
    if (pin != null) {
      j.pinned(pin);
      return false;
    }
    expected = result.expected();
    saved = new ArrayList<>(expected.size());
    unwinding = true;
    return save(method, point);
  }

  // ---- saving ----

  /**
   * After a call, when {@link #unwinding} is set: begins the method's frame.
   *
   * @return false where another thread is unwinding: go on
   */
  public static boolean save(String method, int point) {
    if (!unwinding || Thread.currentThread() != thread) {
      return false;
    }
    int n = saved.size();
    if (n >= expected.size() || !expected.get(n).method().equals(method)) {
      throw installed()
          .broken(
              "saved "
                  + method
                  + " where "
                  + (n < expected.size() ? expected.get(n) : "the root's caller")
                  + " was expected");
    }
    Frame f = new Frame(expected.get(n).owner(), method, point);
    saved.add(f);
    saving = f;
    return true;
  }

  /**
   * Whether every frame from the safe point to the job's root is saved. A root that calls itself
   * asks in each of its activations: only the outermost one drives the job.
   */
  public static boolean complete() {
    return saved.size() == expected.size();
  }

  public static void push(int v) {
    saving().push(v);
  }

  public static void push(long v) {
    saving().push(v);
  }

  public static void push(float v) {
    saving().push(v);
  }

  public static void push(double v) {
    saving().push(v);
  }

  public static void push(@Nullable Object v) {
    saving().push(v);
  }

  // ---- the root ----

  /**
   * The first thing a root does.
   *
   * @return true where the job goes on from a snapshot: call {@code drive}
   */
  public static boolean enter(String root, Object[] arguments) {
    Job j = job;
    synchronized (Woven.class) {
      if (j == null || thread != null) {
        return false;
      }
      thread = Thread.currentThread();
    }
    List<Frame> frames = j.enter(root, arguments);
    if (frames == null) {
      return false;
    }
    saved = new ArrayList<>(frames);
    Collections.reverse(saved);
    return true;
  }

  // Each calls the root's clone, again after every stop, until it returns of its own. The only
  // reference to a frame is the argument: frames die as they are re-entered.

  public static void driveV() throws Throwable {
    do {
      Frame root = takeSaved();
      target(root, void.class).invokeExact(root);
    } while (unwinding);
  }

  public static int driveI() throws Throwable {
    int result;
    do {
      Frame root = takeSaved();
      result = (int) target(root, int.class).invokeExact(root);
    } while (unwinding);
    return result;
  }

  public static long driveJ() throws Throwable {
    long result;
    do {
      Frame root = takeSaved();
      result = (long) target(root, long.class).invokeExact(root);
    } while (unwinding);
    return result;
  }

  public static float driveF() throws Throwable {
    float result;
    do {
      Frame root = takeSaved();
      result = (float) target(root, float.class).invokeExact(root);
    } while (unwinding);
    return result;
  }

  public static double driveD() throws Throwable {
    double result;
    do {
      Frame root = takeSaved();
      result = (double) target(root, double.class).invokeExact(root);
    } while (unwinding);
    return result;
  }

  public static @Nullable Object driveL() throws Throwable {
    @Nullable Object result;
    do {
      Frame root = takeSaved();
      result = (Object) target(root, Object.class).invokeExact(root);
    } while (unwinding);
    return result;
  }

  /** Ends the unwinding, lets the agent take the frames, links them, and gives the outermost. */
  private static Frame takeSaved() {
    Job j = installed();
    List<Frame> frames = saved;
    saved = new ArrayList<>();
    saving = null;
    Collections.reverse(frames);
    if (unwinding) {
      if (frames.size() != expected.size()) {
        throw j.broken(frames.size() + " frames saved of " + expected.size());
      }
      unwinding = false;
      expected = List.of();
      j.unwound(Collections.unmodifiableList(frames));
    }
    for (int i = 0; i + 1 < frames.size(); i++) {
      frames.get(i).setCallee(frames.get(i + 1));
    }
    return frames.get(0);
  }

  // ---- re-entry ----

  public static void reenterV(Frame caller) throws Throwable {
    Frame f = next(caller);
    target(f, void.class).invokeExact(f);
  }

  public static int reenterI(Frame caller) throws Throwable {
    Frame f = next(caller);
    return (int) target(f, int.class).invokeExact(f);
  }

  public static long reenterJ(Frame caller) throws Throwable {
    Frame f = next(caller);
    return (long) target(f, long.class).invokeExact(f);
  }

  public static float reenterF(Frame caller) throws Throwable {
    Frame f = next(caller);
    return (float) target(f, float.class).invokeExact(f);
  }

  public static double reenterD(Frame caller) throws Throwable {
    Frame f = next(caller);
    return (double) target(f, double.class).invokeExact(f);
  }

  public static @Nullable Object reenterL(Frame caller) throws Throwable {
    Frame f = next(caller);
    return (Object) target(f, Object.class).invokeExact(f);
  }

  /**
   * Whether the class initialiser that asks has run in the job's former life.
   *
   * @param initializer {@code pkg.Foo.<clinit>}
   */
  public static boolean restored(String initializer) {
    Job j = job;
    return j != null && j.restored(initializer.substring(0, initializer.lastIndexOf('.')));
  }

  private static Frame next(Frame caller) {
    Frame f = caller.callee();
    if (f == null) {
      throw installed().broken(caller + " has no frame inside it to go on with");
    }
    caller.setCallee(null);
    return f;
  }

  /** The clone with the call site's return type: boxing, cast and widening as a lambda's proxy. */
  private static MethodHandle target(Frame f, Class<?> returned) {
    return as(clone(installed(), f), MethodType.methodType(returned, Frame.class));
  }

  /** {@code asType}, to which a boolean is no int; to the JVM it is one. */
  private static MethodHandle as(MethodHandle clone, MethodType type) {
    boolean widensBoolean =
        type.returnType() == int.class && clone.type().returnType() == boolean.class;
    return widensBoolean ? MethodHandles.explicitCastArguments(clone, type) : clone.asType(type);
  }

  private static MethodHandle clone(Job j, Frame f) {
    return j.clone(f.owner(), f.method());
  }

  private static Frame saving() {
    Frame f = saving;
    if (f == null) {
      throw new IllegalStateException("no frame is being saved");
    }
    return f;
  }

  private static Job installed() {
    Job j = job;
    if (j == null) {
      throw new IllegalStateException("no agent is installed");
    }
    return j;
  }
}
