package dev.cairn.agent.jdk;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.stream.Collectors;

/**
 * What a thread waits for, told from its stack. A thread is idle only where the JDK method that
 * waits holds nothing in its locals that would be lost, so that running the loop anew is the same
 * as waking up:
 *
 * <pre>
 *   java.util.Timer        TimerThread.run, mainLoop, (Object.wait)*
 *   pool's worker          Thread.run, Worker.run, runWorker, getTask, a queue's take or poll,
 *                          waiting for a condition or entering its lock (not signalling, which
 *                          comes when a task is in hand)
 *   fork-join worker       ForkJoinWorkerThread.run, runWorker, (deactivate), awaitWork, of a pool without work
 * </pre>
 */
enum Waiting {
  /** It can be run anew. */
  IDLE,
  /** It needn't be: its pool makes workers as it needs them. */
  SPARE,
  /** It is doing something. */
  BUSY;

  private static final String CONCURRENT = "java.util.concurrent.";
  private static final String POOL = CONCURRENT + "ThreadPoolExecutor";

  /** What {@code t} is doing now. */
  static Waiting of(Thread t) {
    Waiting before = of(JvmThreads.state(t), JvmThreads.stack(t));
    if (before == BUSY || !still(JvmThreads.state(t))) { // it may have woken in between
      return BUSY;
    }
    return t instanceof ForkJoinWorkerThread w && !(makesAnew(w) && quiescent(w.getPool()))
        ? BUSY
        : before;
  }

  /**
   * What a thread is doing.
   *
   * @param stack innermost first
   */
  static Waiting of(Thread.State state, List<StackTraceElement> stack) {
    if (!still(state)) {
      return BUSY;
    }
    List<String> frames =
        stack.stream()
            .map(f -> f.getClassName() + "." + f.getMethodName())
            .filter(f -> !f.equals("java.lang.Thread.runWith")) // from 21 on
            .collect(Collectors.toList());
    int n = frames.size();
    if (endsWith(frames, "java.util.TimerThread.mainLoop", "java.util.TimerThread.run")) {
      boolean waits =
          frames.subList(0, n - 2).stream().allMatch(f -> f.startsWith("java.lang.Object.wait"));
      return waits ? IDLE : BUSY;
    }
    if (endsWith(
        frames,
        POOL + ".getTask",
        POOL + ".runWorker",
        POOL + "$Worker.run",
        "java.lang.Thread.run")) {
      return waitsForTask(frames.subList(0, n - 4)) ? IDLE : BUSY;
    }
    if (endsWith(
            frames, CONCURRENT + "ForkJoinPool.runWorker", CONCURRENT + "ForkJoinWorkerThread.run")
        && awaitsWork(frames.subList(0, n - 2))) {
      return SPARE;
    }
    return BUSY;
  }

  private static boolean still(Thread.State state) {
    return state == Thread.State.WAITING
        || state == Thread.State.TIMED_WAITING
        || state == Thread.State.BLOCKED;
  }

  private static boolean endsWith(List<String> frames, String... outer) {
    int from = frames.size() - outer.length;
    return from >= 0 && frames.subList(from, frames.size()).equals(Arrays.asList(outer));
  }

  /** Whether a queue's take or poll, perhaps behind its bridge, waits to begin. */
  private static boolean waitsForTask(List<String> inGetTask) {
    int i = inGetTask.size() - 1;
    while (i > 0 && inGetTask.get(i).equals(inGetTask.get(i - 1))) {
      i--;
    }
    return i > 0 && takes(inGetTask.get(i)) && waits(inGetTask.get(i - 1));
  }

  /** From 23 on awaitWork is called by deactivate. */
  private static boolean awaitsWork(List<String> inRunWorker) {
    int i = inRunWorker.size() - 1;
    if (i > 0 && inRunWorker.get(i).equals(CONCURRENT + "ForkJoinPool.deactivate")) {
      i--;
    }
    return i >= 0 && inRunWorker.get(i).equals(CONCURRENT + "ForkJoinPool.awaitWork");
  }

  private static boolean takes(String frame) {
    return frame.startsWith("java.util.") && (frame.endsWith(".take") || frame.endsWith(".poll"));
  }

  private static boolean waits(String frame) {
    return frame.startsWith(CONCURRENT + "locks.AbstractQueuedSynchronizer$ConditionObject.await")
        || frame.equals(CONCURRENT + "locks.ReentrantLock.lockInterruptibly")
        || frame.startsWith(CONCURRENT + "SynchronousQueue"); // SynchronousQueue's, from 21
  }

  /** The carrier of virtual threads makes itself anew, but what waits for it is not seen. */
  private static boolean makesAnew(ForkJoinWorkerThread worker) {
    return !worker.getClass().getName().equals("jdk.internal.misc.CarrierThread");
  }

  private static boolean quiescent(ForkJoinPool pool) {
    return pool == null || (pool.isQuiescent() && !pool.hasQueuedSubmissions());
  }

  /**
   * Whether the thread is likely to fall idle, or to end, at once: nothing of the program's is on
   * its stack, and it runs, or is in one of those loops.
   */
  static boolean passing(Thread t) {
    List<StackTraceElement> stack = JvmThreads.stack(t);
    return stack.stream().allMatch(f -> "java.base".equals(f.getModuleName()))
        && (!still(JvmThreads.state(t))
            || stack.stream()
                .map(StackTraceElement::getMethodName)
                .anyMatch(m -> m.equals("runWorker") || m.equals("mainLoop")));
  }

  /** Where {@code t} is busy, for a message: the innermost frames, the program's own first. */
  static String where(Thread t) {
    List<StackTraceElement> stack = JvmThreads.stack(t);
    String own =
        stack.stream()
            .filter(f -> !"java.base".equals(f.getModuleName()) && f.getFileName() != null)
            .limit(3)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    if (own.isEmpty()) {
      own =
          stack.stream()
              .limit(4)
              .map(StackTraceElement::toString)
              .collect(Collectors.joining(" < "));
    }
    return own.isEmpty() ? "" : " at " + own;
  }
}
