package dev.cairn.runtime;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.security.PrivilegedActionException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import jdk.internal.vm.annotation.ForceInline;
import jdk.internal.vm.annotation.Hidden;
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
 *   caller:     leaving() after the call: unwinding, so next frame begun; push(...)*, return
 *   root:       leaving() and push(...)*, then drive(): unwinding = false, Job.unwound(frames),
 *               the root's clone is called with the outermost frame
 *   clone:      pops its values; at a call point reenter() calls the clone of the next frame inside
 * </pre>
 */
public final class Woven {
  /** Non-zero: the next safe point takes the slow path. Written by the agent's threads. */
  public static volatile int request;

  /**
   * Whether the job's thread is saving its frames. Plain: only that thread writes it, and only it
   * acts on it; any other thread that reads true is turned away by {@link #leaving}.
   */
  public static boolean unwinding;

  private static @Nullable Job job;
  private static @Nullable Thread thread;
  private static long reached;
  private static long goal = Long.MAX_VALUE;

  /**
   * How many frames are re-entered at once. An outer frame waits until all inside it have returned:
   * interpreted clones need more stack than the compiled methods that they stand for, and a job
   * 50,000 calls deep would not fit.
   */
  private static final int BATCH = 256;

  /** Stack that re-entering one frame takes, in calls of {@link #probe}. */
  private static final int PROBES_PER_FRAME = 12;

  private static @Nullable Frame saving;
  private static List<Frame> saved = new ArrayList<>();
  private static List<Frame> prepared = List.of();

  /** Frames that wait to be re-entered, outermost first, and what the call they stand in gave. */
  private static List<Frame> waiting = new ArrayList<>();

  private static @Nullable Delivery delivery;

  /** Whether {@link #driveLaunched} drives the job, once the root has returned to it. */
  private static boolean launched;

  /** The arguments with which the launcher is about to call the root, or null. */
  private static @Nullable Object launchedWith;

  private static boolean reentering;
  private static boolean calledAgain;

  /** How a batch of frames ended: by a value, or by an exception. */
  private record Delivery(@Nullable Object value, @Nullable Throwable exception) {}

  @Hidden
  private Woven() {}

  // ---- for the agent ----

  /** Installs the agent's job; once per JVM. */
  @Hidden
  public static synchronized void install(Job installed) {
    if (job != null) {
      throw new IllegalStateException("a job is installed already");
    }
    job = installed;
  }

  /** The thread that entered the root, or null before. */
  @Hidden
  public static @Nullable Thread thread() {
    return thread;
  }

  /** How many safe points the job reached in this JVM; counted by {@link #passed} only. */
  @Hidden
  public static long reached() {
    return reached;
  }

  /** Asks {@link #passed} for the slow path when {@link #reached} gets to {@code count}. */
  @Hidden
  public static void setGoal(long count) {
    goal = count;
  }

  // ---- at a latch ----

  /** Counts a safe point exactly; true where the slow path is to be taken. */
  @Hidden
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
  @Hidden
  public static boolean reached(String method, int point, long counter) {
    Job j = job;
    if (j == null || Thread.currentThread() != thread) {
      return false;
    }
    IdentityHash.suspend(); // until all is re-entered, or nothing is wanted
    boolean wanted = j.wanted(method, point, counter);
    Pin pin = wanted ? prepare(j) : null;
    if (pin != null) {
      j.pinned(pin);
    }
    if (!wanted || pin != null) {
      IdentityHash.resume(false);
      return false;
    }
    unwinding = true;
    return begun(point);
  }

  /** Checks the stack and makes the frames, while a want of memory still harms nobody. */
  @Hidden
  private static @Nullable Pin prepare(Job j) {
    if (calledAgain) {
      return new Pin(
          "-", "the root has returned and was called again; name its caller as the root");
    }
    try {
      StackCheck.Result result = StackCheck.check(j);
      if (result.pin() != null) {
        return result.pin();
      }
      List<Frame> frames = new ArrayList<>(result.expected().size());
      for (StackCheck.Expected e : result.expected()) {
        frames.add(new Frame(e.owner(), e.method(), -1));
      }
      saved = new ArrayList<>(frames.size());
      prepared = frames;
      return null;
    } catch (OutOfMemoryError | StackOverflowError e) {
      return new Pin("-", "too little memory or stack is left to look at the stack (" + e + ")");
    }
  }

  // ---- saving ----

  /**
   * After a call: whether the method has to save itself. Its frame is begun then, and {@link
   * #saving} names the method in the end. HotSpot inlines this everywhere, however large the caller
   * is: what remains is the load of a flag, and a branch never taken.
   */
  @Hidden
  @ForceInline
  public static boolean leaving(int point) {
    return unwinding && begun(point);
  }

  @Hidden
  private static boolean begun(int point) {
    if (Thread.currentThread() != thread) {
      return false;
    }
    int n = saved.size();
    if (n >= prepared.size()) {
      throw installed().broken("saved a frame outside the root");
    }
    begin(prepared.get(n), point);
    return true;
  }

  /** Whose frame has been begun; thrown out where another one's was expected. */
  @Hidden
  public static void saving(String method) {
    Frame f = saving();
    if (!f.method().equals(method)) {
      throw installed().broken("saved " + method + " where " + f + " was expected");
    }
  }

  @Hidden
  private static void begin(Frame f, int point) {
    f.setPoint(point);
    saved.add(f);
    saving = f;
  }

  /**
   * Whether every frame from the safe point to the job's root is saved. A root that calls itself
   * asks in each of its activations: only the outermost one drives the job.
   */
  @Hidden
  public static boolean complete() {
    return saved.size() == prepared.size();
  }

  @Hidden
  public static void push(int v) {
    try {
      saving().push(v);
    } catch (OutOfMemoryError e) {
      throw lost(e);
    }
  }

  @Hidden
  public static void push(long v) {
    try {
      saving().push(v);
    } catch (OutOfMemoryError e) {
      throw lost(e);
    }
  }

  @Hidden
  public static void push(float v) {
    try {
      saving().push(v);
    } catch (OutOfMemoryError e) {
      throw lost(e);
    }
  }

  @Hidden
  public static void push(double v) {
    try {
      saving().push(v);
    } catch (OutOfMemoryError e) {
      throw lost(e);
    }
  }

  @Hidden
  public static void push(@Nullable Object v) {
    try {
      saving().push(v);
    } catch (OutOfMemoryError e) {
      throw lost(e);
    }
  }

  // ---- the root ----

  /** What the launcher is to call the main of; called by the launcher's helper. */
  @Hidden
  public static Class<?> launched(Class<?> main) {
    Job j = job;
    return j == null ? main : j.launched(main);
  }

  /**
   * What stands between launcher and root asks before it calls the root.
   *
   * @return true where the job goes on from a snapshot: don't call it
   */
  @Hidden
  public static boolean enterLaunched(String root, Object[] arguments) {
    launched = true;
    boolean resumed = entered(root, arguments);
    launchedWith = resumed ? null : arguments[0];
    return resumed;
  }

  /** Goes on where the root has saved itself, with nothing of it left on the stack. */
  @Hidden
  public static void driveLaunched() throws Throwable {
    if (unwinding || !saved.isEmpty()) {
      drive();
    }
  }

  /**
   * The first thing a root does.
   *
   * @return true where the job goes on from a snapshot: call {@code drive}
   */
  @Hidden
  public static boolean enter(String root, Object[] arguments) {
    if (launchedWith == null || Thread.currentThread() != thread) {
      return entered(root, arguments);
    }
    calledAgain = arguments[0] != launchedWith; // its class's initialiser has called it
    launchedWith = null;
    return false; // the launcher has asked already
  }

  @Hidden
  private static boolean entered(String root, Object[] arguments) {
    Job j = job;
    if (j == null) {
      return false;
    }
    synchronized (Woven.class) {
      if (thread != null) {
        calledAgain |= thread == Thread.currentThread() && !StackCheck.insideRoot(j);
        return false;
      }
      thread = Thread.currentThread();
      IdentityHash.entered(thread);
    }
    IdentityHash.suspend();
    List<Frame> frames = j.enter(root, arguments);
    if (frames == null) {
      IdentityHash.resume(false);
      return false;
    }
    saved = new ArrayList<>(frames);
    Collections.reverse(saved);
    return true;
  }

  @Hidden
  public static void driveV() throws Throwable {
    if (!launched) {
      drive();
    }
  }

  @Hidden
  public static int driveI() throws Throwable {
    return asInt(drive());
  }

  @Hidden
  public static long driveJ() throws Throwable {
    return asLong(drive());
  }

  @Hidden
  public static float driveF() throws Throwable {
    return asFloat(drive());
  }

  @Hidden
  public static double driveD() throws Throwable {
    return asDouble(drive());
  }

  @Hidden
  public static @Nullable Object driveL() throws Throwable {
    return drive();
  }

  /**
   * Re-enters the frames, again after every stop, until the root returns of its own.
   *
   * <pre>
   *   frames   0 (root) ... k-1 | k ... n-1 (innermost)
   *            waiting            one batch, each calling the clone of the next
   * </pre>
   *
   * When a batch has returned, its result is what the innermost waiting frame's call gave, and that
   * frame is the innermost of the next batch.
   */
  @Hidden
  private static @Nullable Object drive() throws Throwable {
    Frame first = takeSaved();
    while (true) {
      Object value = null;
      Throwable exception = null;
      try {
        value = (Object) target(first).invokeExact(first);
      } catch (Throwable t) {
        if (reentering) {
          throw lost(t);
        }
        exception = t;
      }
      if (unwinding) {
        first = takeSaved();
      } else if (waiting.isEmpty()) {
        if (exception != null) {
          throw exception;
        }
        return value;
      } else {
        delivery = new Delivery(value, exception);
        first = nextBatch();
      }
    }
  }

  /** Ends the unwinding, lets the agent take all frames, and gives the first to re-enter. */
  @Hidden
  private static Frame takeSaved() {
    List<Frame> frames = new ArrayList<>(waiting);
    Collections.reverse(saved);
    frames.addAll(saved);
    if (unwinding) {
      if (saved.size() != prepared.size()) {
        throw installed().broken(saved.size() + " frames saved of " + prepared.size());
      }
      unwinding = false;
      installed().unwound(Collections.unmodifiableList(frames));
    }
    saved = new ArrayList<>();
    prepared = List.of();
    saving = null;
    waiting = frames;
    return nextBatch();
  }

  /** Takes the innermost waiting frames, links them, and gives the outermost of them. */
  @Hidden
  private static Frame nextBatch() {
    Job j = installed();
    IdentityHash.suspend();
    int from = Math.max(0, waiting.size() - BATCH);
    for (int i = 0; i < from; i++) {
      if (j.holdsMonitors(waiting.get(i))) {
        from = i; // its monitor is held by being on the stack
      }
    }
    List<Frame> tail = waiting.subList(from, waiting.size());
    List<Frame> batch = new ArrayList<>(tail);
    tail.clear();
    for (int i = 0; i + 1 < batch.size(); i++) {
      batch.get(i).setCallee(batch.get(i + 1));
    }
    try {
      for (Frame f : batch) {
        target(f); // looked up here, not deep in the stack
      }
      probe(batch.size() * PROBES_PER_FRAME);
    } catch (StackOverflowError e) {
      throw lost(e);
    }
    reentering = true;
    return batch.get(0);
  }

  /** Goes as deep as re-entering will, to find out whether there is room. */
  @Hidden
  private static long probe(int depth) {
    return depth == 0 ? 0 : 1 + probe(depth - 1);
  }

  /** All frames are on the stack again: from here on what is thrown is the job's. */
  @Hidden
  static void reentered() {
    if (reentering) {
      reentering = false;
      installed().reentered();
      IdentityHash.resume(false);
    }
  }

  @Hidden
  private static Error lost(Throwable t) {
    if (t instanceof StackOverflowError) {
      return installed()
          .broken("the stack is too small to go on; start with a larger one, such as -Xss16m");
    }
    if (t instanceof OutOfMemoryError) {
      return installed()
          .broken("the heap is too small to go on; start with a larger one by -Xmx (" + t + ")");
    }
    return installed().broken("re-entry failed: " + t);
  }

  // ---- re-entry ----

  @Hidden
  public static void reenterV(Frame caller) throws Throwable {
    reenter(caller);
  }

  @Hidden
  public static int reenterI(Frame caller) throws Throwable {
    return asInt(reenter(caller));
  }

  @Hidden
  public static long reenterJ(Frame caller) throws Throwable {
    return asLong(reenter(caller));
  }

  @Hidden
  public static float reenterF(Frame caller) throws Throwable {
    return asFloat(reenter(caller));
  }

  @Hidden
  public static double reenterD(Frame caller) throws Throwable {
    return asDouble(reenter(caller));
  }

  @Hidden
  public static @Nullable Object reenterL(Frame caller) throws Throwable {
    return reenter(caller);
  }

  /**
   * Inside a call of {@code Method.invoke} or {@code Constructor.newInstance}: their adapters box
   * the result, and wrap whatever is thrown.
   */
  @Hidden
  public static @Nullable Object reenterReflected(Frame caller) throws InvocationTargetException {
    try {
      return reenter(caller);
    } catch (Throwable t) {
      throw new InvocationTargetException(t);
    }
  }

  /** Inside a call of {@code doPrivileged} that wraps checked exceptions. */
  @Hidden
  public static @Nullable Object reenterPrivileged(Frame caller) throws Throwable {
    try {
      return reenter(caller);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new PrivilegedActionException(e);
    }
  }

  /** What the call in which {@code caller} stands gives: its callee goes on, or has gone on. */
  @Hidden
  private static @Nullable Object reenter(Frame caller) throws Throwable {
    Frame f = caller.callee();
    if (f == null) {
      return delivered(caller);
    }
    caller.setCallee(null);
    try {
      return (Object) target(f).invokeExact(f);
    } catch (Throwable t) {
      if (reentering) {
        throw lost(t);
      }
      throw t;
    }
  }

  @Hidden
  private static @Nullable Object delivered(Frame caller) throws Throwable {
    Delivery d = delivery;
    if (d == null) {
      throw installed().broken(caller + " has no frame inside it to go on with");
    }
    delivery = null;
    reentering = false;
    if (d.exception() != null) {
      throw d.exception();
    }
    return d.value();
  }

  // What a lambda's proxy does after the return, too: unbox and widen.

  @Hidden
  private static int asInt(@Nullable Object v) {
    if (v instanceof Boolean b) {
      return b ? 1 : 0;
    }
    return v instanceof Character c ? c : number(v).intValue();
  }

  @Hidden
  private static long asLong(@Nullable Object v) {
    return v instanceof Character c ? c : number(v).longValue();
  }

  @Hidden
  private static float asFloat(@Nullable Object v) {
    return v instanceof Character c ? c : number(v).floatValue();
  }

  @Hidden
  private static double asDouble(@Nullable Object v) {
    return v instanceof Character c ? c : number(v).doubleValue();
  }

  @Hidden
  private static Number number(@Nullable Object v) {
    if (v == null && unwinding) {
      return 0; // nobody looks at it
    }
    return (Number) Objects.requireNonNull(v); // as unboxing does
  }

  // ---- in a constructor's clone: puts a final field, given as name:descriptor ----

  @Hidden
  public static void putFinal(Object target, int v, Class<?> owner, String field) {
    put(target, owner, field, v);
  }

  @Hidden
  public static void putFinal(Object target, long v, Class<?> owner, String field) {
    put(target, owner, field, v);
  }

  @Hidden
  public static void putFinal(Object target, float v, Class<?> owner, String field) {
    put(target, owner, field, v);
  }

  @Hidden
  public static void putFinal(Object target, double v, Class<?> owner, String field) {
    put(target, owner, field, v);
  }

  @Hidden
  public static void putFinal(Object target, @Nullable Object v, Class<?> owner, String field) {
    put(target, owner, field, v);
  }

  @Hidden
  private static void put(Object target, Class<?> owner, String field, @Nullable Object value) {
    installed().putFinal(Objects.requireNonNull(target), owner, field, value);
  }

  /**
   * Whether the class initialiser that asks has run in the job's former life.
   *
   * @param initializer {@code pkg.Foo.<clinit>}
   */
  @Hidden
  public static boolean restored(String initializer) {
    Job j = job;
    return j != null && j.restored(initializer.substring(0, initializer.lastIndexOf('.')));
  }

  @Hidden
  static MethodHandles.Lookup lookup(Class<?> host) {
    return installed().lookup(host);
  }

  @Hidden
  private static MethodHandle target(Frame f) {
    return installed()
        .clone(f.owner(), f.method())
        .asType(MethodType.methodType(Object.class, Frame.class));
  }

  @Hidden
  private static Frame saving() {
    Frame f = saving;
    if (f == null) {
      throw new IllegalStateException("no frame is being saved");
    }
    return f;
  }

  @Hidden
  private static Job installed() {
    Job j = job;
    if (j == null) {
      throw new IllegalStateException("no agent is installed");
    }
    return j;
  }
}
