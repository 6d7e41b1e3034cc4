package dev.cairn.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The job's threads beside its own. Each is one of three:
 *
 * <ul>
 *   <li>idle: it waits in a loop of the JDK's that can be run again from the start (see {@link
 *       Waiting}). It is part of the snapshot, held still meanwhile, and started again where the
 *       job goes on;
 *   <li>spare: a worker of a fork-join pool without work, which is made again when there is some;
 *   <li>busy: what it is just doing would be lost. Then there is no snapshot.
 * </ul>
 *
 * <p>Used on the job's thread alone.
 */
public final class JobThreads {
  /** How long the job waits for a thread that does something of its own. */
  private static final long PATIENCE_MILLIS = 20;

  /** How long for one that is about to fall idle: on a loaded machine that takes a while. */
  private static final long PATIENCE_IN_PASSING_MILLIS = 2000;

  private final JvmThreads jvm;
  private final MethodHandle start;
  private List<Thread> idle = List.of();
  private @Nullable QueueHold hold;

  /**
   * @param own the agent's class loader, whose threads don't count
   */
  public JobThreads(ClassLoader own) {
    this.jvm = new JvmThreads(own);
    try { // Thread.start itself, whatever the thread's class makes of it
      start =
          JdkInside.lookup()
              .findSpecial(Thread.class, "start", MethodType.methodType(void.class), Thread.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("java.lang.Thread.start: " + e, e);
    }
  }

  /**
   * Holds all idle threads still, until {@link #release}.
   *
   * @return null, or why it can't be done: then nothing is held
   */
  public @Nullable String hold(Thread job) {
    List<Thread> others = jvm.jobThreads(job);
    if (others.isEmpty()) {
      idle = List.of();
      return null;
    }
    String busy = awaitIdle(others);
    if (busy != null) {
      return busy;
    }
    List<Thread> carried = new ArrayList<>();
    List<Object> queues = new ArrayList<>();
    for (Thread t : others) {
      if (!t.isAlive() || Waiting.of(t) == Waiting.SPARE) {
        continue; // it ended while we waited, or needn't be carried
      }
      Object queue = WaitQueues.of(t);
      if (queue == null) {
        return "thread '" + t.getName() + "' waits in a queue that Cairn can't hold still";
      }
      carried.add(t);
      queues.add(queue);
    }
    carried.sort(Comparator.comparingLong(JvmThreads::id));
    QueueHold taken = QueueHold.take(queues);
    if (taken == null) {
      return "the queues of the job's idle threads are in use";
    }
    // What had begun to move before the queues were held has moved by now, or is seen moving.
    busy = awaitIdle(jvm.jobThreads(job));
    List<Thread> now = jvm.jobThreads(job);
    if (busy == null && !carried.stream().allMatch(t -> contains(now, t))) {
      busy = "a thread has just ended";
    }
    if (busy != null) {
      taken.release();
      return busy;
    }
    idle = List.copyOf(carried);
    hold = taken;
    return null;
  }

  /** The idle threads that are held, in the order in which they were made. */
  public List<Thread> idle() {
    return idle;
  }

  /** Who holds them, or null where there are none. */
  public @Nullable Thread holder() {
    return hold == null ? null : hold.holder();
  }

  /**
   * A thread that has not stood still since {@link #hold}, in words, or null. Only one that waits
   * in a queue without a lock can have moved: it gave up waiting.
   */
  public @Nullable String moved(Thread job) {
    for (Thread t : idle) {
      if (Waiting.of(t) != Waiting.IDLE) {
        return "thread '" + t.getName() + "' moved while the snapshot was taken";
      }
    }
    List<Thread> now = jvm.jobThreads(job);
    now.removeIf(t -> Waiting.of(t) == Waiting.SPARE || contains(idle, t));
    return now.isEmpty() ? null : busy(now.get(0));
  }

  /** Lets the held threads go on. */
  public void release() {
    if (hold != null) {
      hold.release();
      hold = null;
    }
    idle = List.of();
  }

  /** Starts the threads of a restored job; all monitors of the job are held again. */
  public void start(List<Thread> threads) {
    for (Thread t : threads) {
      try {
        start.invokeExact(t);
      } catch (Throwable e) { // out of memory for its stack, at worst
        throw new IllegalStateException("thread '" + t.getName() + "' can't be started: " + e, e);
      }
    }
  }

  /** By identity: a thread's class may have an equals of its own. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean contains(List<Thread> threads, Thread thread) {
    return threads.stream().anyMatch(t -> t == thread);
  }

  private static @Nullable String awaitIdle(List<Thread> threads) {
    long began = System.nanoTime();
    while (true) {
      Thread moving = null;
      for (Thread t : threads) {
        if (t.isAlive() && Waiting.of(t) == Waiting.BUSY) {
          moving = t;
          break;
        }
      }
      if (moving == null) {
        return null;
      }
      long patience = Waiting.passing(moving) ? PATIENCE_IN_PASSING_MILLIS : PATIENCE_MILLIS;
      if (System.nanoTime() - began >= patience * 1_000_000) {
        return busy(moving);
      }
      LockSupport.parkNanos(500_000);
    }
  }

  private static String busy(Thread t) {
    return "thread '"
        + t.getName()
        + "' ("
        + t.getClass().getName()
        + ") is busy"
        + Waiting.where(t)
        + ": Cairn saves jobs of one thread beside which others are idle; let it end before the"
        + " loop, or make it part of the loop";
  }
}
