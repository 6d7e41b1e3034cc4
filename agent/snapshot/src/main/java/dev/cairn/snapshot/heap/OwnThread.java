package dev.cairn.snapshot.heap;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs code of the program that is no part of the job: on a thread of its own, so that no safe
 * point in it counts, and nothing is drawn from the job thread's generators.
 */
final class OwnThread {
  private OwnThread() {}

  /**
   * What {@code task} gives, or throws; the caller waits for the thread's end.
   *
   * @param name of the thread
   * @param context its context class loader
   */
  static <T> T call(String name, ClassLoader context, Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(null, future, name, 0, false);
    thread.setContextClassLoader(context);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // meant for the job: it gets it back
      }
    }
    try {
      return future.get();
    } catch (InterruptedException e) {
      throw new IllegalStateException("it has ended", e);
    } catch (ExecutionException e) {
      throw Mem.sneak(e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
