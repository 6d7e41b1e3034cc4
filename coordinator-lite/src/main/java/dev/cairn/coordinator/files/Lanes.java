package dev.cairn.coordinator.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Does the same for each of many, a few at a time: where each waits for a disk's sync or another
 * machine's answer, several wait as long as one.
 */
final class Lanes {
  private static final int WIDTH = 4;

  private Lanes() {}

  /** What is done for one of them. */
  interface Step<T> {
    void on(T one) throws IOException;
  }

  /**
   * Returns when it was done for all, or when none is being done any more because one failed.
   *
   * @param step called on several threads
   * @throws IOException it failed for one, the first of the list for which it did; it may have been
   *     done for any of the others
   */
  static <T> void each(List<T> all, Step<? super T> step) throws IOException {
    if (all.size() == 1) {
      step.on(all.get(0));
      return;
    }
    ExecutorService pool =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(WIDTH, all.size())),
            task -> {
              Thread thread = new Thread(task, "cairn-lane");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running = new ArrayList<>();
      for (T one : all) {
        running.add(
            pool.submit(
                () -> {
                  step.on(one);
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw thrown(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
      settle(pool);
    }
  }

  private static void settle(ExecutorService pool) {
    boolean interrupted = false;
    while (!pool.isTerminated()) {
      try {
        pool.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true; // they were interrupted, too, and are about to end
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException thrown(Throwable cause) {
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return cause instanceof IOException e ? e : new IOException(cause);
  }
}
