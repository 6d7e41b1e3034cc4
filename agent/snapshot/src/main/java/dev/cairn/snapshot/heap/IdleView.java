package dev.cairn.snapshot.heap;

import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.AbstractQueuedLongSynchronizer;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * The heap as it would be if the job's idle threads had not begun to wait yet: that is how they go
 * on in another JVM, each by running its JDK loop from the start. A thread that waits in a JDK
 * queue leaves traces in it: a node in a condition's list, itself as the queue's leader. These are
 * seen as null here, and so is the hold of {@link Idle#holder} on the queue's lock.
 *
 * <p>Only traces of idle threads vanish. Any other waiting thread is met in the walk, and refused.
 */
final class IdleView {
  private static final Class<?> NODE =
      type("java.util.concurrent.locks.AbstractQueuedSynchronizer$Node");
  private static final Class<?> LONG_NODE =
      type("java.util.concurrent.locks.AbstractQueuedLongSynchronizer$Node");
  private static final Class<?> CONDITION_NODE =
      type("java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode");
  private static final long HEAD = Mem.offset(AbstractQueuedSynchronizer.class, "head");
  private static final long NEXT = Mem.offset(NODE, "next");
  private static final long WAITER = Mem.offset(NODE, "waiter");
  private static final long LONG_HEAD = Mem.offset(AbstractQueuedLongSynchronizer.class, "head");
  private static final long LONG_NEXT = Mem.offset(LONG_NODE, "next");
  private static final long LONG_WAITER = Mem.offset(LONG_NODE, "waiter");
  private static final long NEXT_WAITER = Mem.offset(CONDITION_NODE, "nextWaiter");
  private static final long FIRST_WAITER =
      Mem.offset(AbstractQueuedSynchronizer.ConditionObject.class, "firstWaiter");
  private static final long OWNER =
      Mem.offset(AbstractOwnableSynchronizer.class, "exclusiveOwnerThread");

  /** JVMTI_THREAD_STATE_TERMINATED, as in {@code threadStatus}. */
  static final int ENDED = 2;

  /**
   * The threads of a job beside its own.
   *
   * @param threads idle in JDK code, in the order in which they were made
   * @param holder holds their queues' locks meanwhile, or null
   */
  record Idle(List<Thread> threads, @Nullable Thread holder) {
    Idle {
      threads = List.copyOf(threads);
    }

    @SuppressWarnings("ReferenceEquality")
    boolean isIdle(@Nullable Object thread) {
      for (Thread t : threads) {
        if (t == thread) {
          return true;
        }
      }
      return false;
    }
  }

  private final Idle idle;

  IdleView(Idle idle) {
    this.idle = idle;
  }

  /** Whether objects of this class may look otherwise than they are. */
  static boolean concerns(Class<?> c) {
    return Thread.class.isAssignableFrom(c)
        || AbstractOwnableSynchronizer.class.isAssignableFrom(c)
        || c == AbstractQueuedSynchronizer.ConditionObject.class
        || isQueueWithLeader(c);
  }

  private static boolean isQueueWithLeader(Class<?> c) {
    return java.util.concurrent.DelayQueue.class.isAssignableFrom(c)
        || c.getName().equals("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue");
  }

  /** Why this object can't be copied, or null. */
  Refusals.@Nullable Refusal refusal(Object o) {
    if (!(o instanceof Thread t) || idle.isIdle(t)) {
      return null;
    }
    if (t.isAlive()) {
      return Refusals.busyThread(t);
    }
    int status = Mem.getInt(statusHome(t), statusSlot().offset());
    return status == 0 || status == ENDED ? null : Refusals.busyThread(t);
  }

  /** The reference in a field, as seen. */
  @Nullable Object reference(Object o, Shape.Slot s) {
    Object v = Mem.getRef(s.home(o), s.offset());
    if (v == null) {
      return null;
    }
    return switch (s.entry().name()) {
      case "head", "tail" -> isSynchronizer(s) && onlyIdleQueued(o) ? null : v;
      case "firstWaiter", "lastWaiter" -> onlyIdleWaiting(o) ? null : v;
      case "leader" -> idle.isIdle(v) ? null : v;
      case "exclusiveOwnerThread" -> isHolder(v) ? null : v;
      case "target", "group" -> o instanceof Thread t && s.ofThread() && ended(t) ? null : v;
      default -> v;
    };
  }

  /** {@code threadStatus}, as seen. */
  int status(Thread t) {
    return ended(t) ? ENDED : 0;
  }

  /** Whether the synchronizer is locked by our holder alone, and so is free to the job. */
  boolean isHeldByUs(Object synchronizer) {
    return synchronizer instanceof AbstractOwnableSynchronizer
        && isHolder(Mem.getRef(synchronizer, OWNER));
  }

  Idle idle() {
    return idle;
  }

  @SuppressWarnings("ReferenceEquality")
  private boolean isHolder(@Nullable Object thread) {
    return thread != null && thread == idle.holder();
  }

  private boolean ended(Thread t) {
    return !idle.isIdle(t) && Mem.getInt(statusHome(t), statusSlot().offset()) == ENDED;
  }

  private static Object statusHome(Thread t) {
    return statusSlot().home(t);
  }

  private static Shape.Slot statusSlot() {
    return Status.SLOT;
  }

  /** Found once, after the packages are open. */
  private static final class Status {
    static final Shape.Slot SLOT =
        ThreadFields.slots().stream()
            .filter(s -> s.entry().name().equals("threadStatus"))
            .findAny()
            .orElseThrow();
  }

  private static boolean isSynchronizer(Shape.Slot s) {
    String declaring = s.entry().declaringClass();
    return declaring.equals(AbstractQueuedSynchronizer.class.getName())
        || declaring.equals(AbstractQueuedLongSynchronizer.class.getName());
  }

  /** Whether no other thread than idle ones waits to acquire. */
  private boolean onlyIdleQueued(Object synchronizer) {
    return synchronizer instanceof AbstractQueuedLongSynchronizer
        ? onlyIdle(Mem.getRef(synchronizer, LONG_HEAD), LONG_NEXT, LONG_WAITER)
        : onlyIdle(Mem.getRef(synchronizer, HEAD), NEXT, WAITER);
  }

  private boolean onlyIdleWaiting(Object condition) {
    return onlyIdle(Mem.getRef(condition, FIRST_WAITER), NEXT_WAITER, WAITER);
  }

  private boolean onlyIdle(@Nullable Object first, long next, long waiting) {
    for (Object n = first; n != null; n = Mem.getRef(n, next)) {
      Object waiter = Mem.getRef(n, waiting);
      if (waiter != null && !idle.isIdle(waiter)) {
        return false;
      }
    }
    return true;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
