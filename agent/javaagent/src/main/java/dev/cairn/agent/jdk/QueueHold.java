package dev.cairn.agent.jdk;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Holds the locks of queues, so that no thread that waits in one can take a task out. The locks are
 * held by a thread of ours: the job's own leaves and re-enters methods meanwhile.
 *
 * <pre>
 *   holder:  lock 1, monitor 2, ... n   held.countDown()   done.await()   all are left
 *   job:     take() ------------------- held.await() ----- release()
 * </pre>
 */
final class QueueHold {
  private static final long PATIENCE_MILLIS = 1000;

  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);
  private final List<Object> queues;
  private final Holder holder = new Holder();

  private QueueHold(List<Object> queues) {
    this.queues = queues;
  }

  /**
   * Takes all of them.
   *
   * @return null where one is in use for long
   */
  @SuppressWarnings("ReferenceEquality")
  static @Nullable QueueHold take(List<Object> queues) {
    List<Object> distinct = new ArrayList<>();
    for (Object q : queues) {
      if (!(q instanceof SynchronousQueue<?>) && distinct.stream().noneMatch(d -> d == q)) {
        distinct.add(q);
      }
    }
    QueueHold hold = new QueueHold(distinct);
    hold.holder.start();
    if (await(hold.held, PATIENCE_MILLIS)) {
      return hold;
    }
    hold.release();
    return null;
  }

  Thread holder() {
    return holder;
  }

  void release() {
    done.countDown();
    // Whoever asks next must not meet it: its locks are free, and it is gone or about to be.
    boolean interrupted = false;
    while (holder.isAlive()) {
      try {
        holder.join(PATIENCE_MILLIS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean await(CountDownLatch latch, long millis) {
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true; // meant for the job
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A thread of ours, as its class tells. */
  private final class Holder extends Thread {
    Holder() {
      super(null, null, "cairn-hold", 0, false);
      setDaemon(true);
    }

    @Override
    public void run() {
      holdFrom(0);
    }

    private void holdFrom(int i) {
      if (i == queues.size()) {
        held.countDown();
        QueueHold.await(done, Long.MAX_VALUE / 1_000_000 / 2);
        return;
      }
      Object q = queues.get(i);
      if (q instanceof ReentrantLock lock) {
        if (locked(lock)) {
          try {
            holdFrom(i + 1);
          } finally {
            lock.unlock();
          }
        }
      } else {
        synchronized (q) {
          holdFrom(i + 1);
        }
      }
    }

    private boolean locked(ReentrantLock lock) {
      try {
        return lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        return false; // nobody knows this thread: it holds nothing then, and none is taken
      }
    }
  }
}
