package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Thread objects as data: what has not started, and what has ended. */
class ThreadsTest {
  @TempDir Path folder;

  /** Counts how often it ran. */
  static final class Task implements Runnable {
    int runs;

    @Override
    public void run() {
      runs++;
    }
  }

  private List<Object> copied(Object... locals) {
    Path file = folder.resolve("s.cairn");
    Snapshots.write(Snapshots.capture(List.of(Task.class), locals), file);
    return Snapshots.restore(file);
  }

  @Test
  void startsWhereItHadNotStarted() throws InterruptedException {
    Task task = new Task();
    Thread thread = new Thread(null, task, "not started", 1 << 20);
    thread.setDaemon(true);
    thread.setPriority(Thread.MIN_PRIORITY);
    List<Object> copies = copied(thread, task);
    Thread copy = (Thread) copies.get(0);
    assertThat(copy).isNotSameAs(thread);
    assertThat(copy.getName()).isEqualTo("not started");
    assertThat(copy.isDaemon()).isTrue();
    assertThat(copy.getPriority()).isEqualTo(Thread.MIN_PRIORITY);
    assertThat(copy.getThreadGroup()).isSameAs(Thread.currentThread().getThreadGroup());
    assertThat(copy.getState()).isEqualTo(Thread.State.NEW);
    copy.start();
    copy.join();
    assertThat(((Task) copies.get(1)).runs).isEqualTo(1);
    assertThat(task.runs).isZero();
    assertThat(copy.getState()).isEqualTo(Thread.State.TERMINATED);
  }

  @Test
  void staysEnded() throws InterruptedException {
    Thread thread = new Thread(new Task(), "ended");
    thread.start();
    thread.join();
    Thread copy = (Thread) copied(thread).get(0);
    assertThat(copy.getName()).isEqualTo("ended");
    assertThat(copy.getState()).isEqualTo(Thread.State.TERMINATED);
    assertThat(copy.isAlive()).isFalse();
    assertThat(copy.getThreadGroup()).isNull();
    assertThat(catchThrowableOfType(IllegalThreadStateException.class, copy::start)).isNotNull();
  }

  @Test
  void refusesOneThatRuns() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "runs");
    thread.start();
    try {
      assertThat(
              catchThrowableOfType(
                      NotCapturableException.class, () -> Snapshots.capture(List.of(), thread))
                  .getMessage())
          .contains("java.lang.Thread: thread 'runs' is alive");
    } finally {
      end.countDown();
      thread.join();
    }
  }

  /** By its first task it has a worker, of the name that it would have had. */
  @Test
  void aPoolWithoutTasksIsMadeAgain() throws Exception {
    ForkJoinPool before = new ForkJoinPool(3);
    ForkJoinPool fifo =
        new ForkJoinPool(2, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
    try {
      Callable<String> name = () -> Thread.currentThread().getName();
      String worker = before.submit(name).get();
      List<Object> copies = copied(before, fifo, List.of(before));
      ForkJoinPool after = (ForkJoinPool) copies.get(0);
      assertThat(after).isNotSameAs(before);
      assertThat(((List<?>) copies.get(2)).get(0)).isSameAs(after);
      assertThat(after.getParallelism()).isEqualTo(3);
      assertThat(after.getAsyncMode()).isFalse();
      assertThat(((ForkJoinPool) copies.get(1)).getAsyncMode()).isTrue();
      assertThat(after.submit(name).get()).isEqualTo(worker);
      after.shutdown();
      ForkJoinPool next = new ForkJoinPool(1);
      assertThat(number(next.submit(name).get())).isEqualTo(number(worker) + 2);
      next.shutdown();
    } finally {
      before.shutdown();
      fifo.shutdown();
    }
  }

  /** {@code ForkJoinPool-N-worker-M}. */
  private static int number(String worker) {
    return Integer.parseInt(worker.split("-", -1)[1]);
  }

  @Test
  void refusesAPoolThatIsNotAsItWasMade() throws Exception {
    ForkJoinPool handles =
        new ForkJoinPool(1, ForkJoinPool.defaultForkJoinWorkerThreadFactory, (t, e) -> {}, false);
    ForkJoinPool larger =
        new ForkJoinPool(
            1,
            ForkJoinPool.defaultForkJoinWorkerThreadFactory,
            null,
            false,
            4,
            8,
            1,
            null,
            60,
            TimeUnit.SECONDS);
    ForkJoinPool over = new ForkJoinPool(1);
    over.shutdown();
    for (ForkJoinPool pool : List.of(handles, larger, over)) {
      assertThat(refusal(pool)).contains("of its own");
      pool.shutdown();
    }
    ForkJoinPool busy = new ForkJoinPool(1);
    CountDownLatch end = new CountDownLatch(1);
    ForkJoinTask<?> task = busy.submit(() -> end.await(1, TimeUnit.MINUTES));
    assertThat(refusal(busy)).contains("tasks under way");
    end.countDown();
    task.get();
    busy.shutdown();
  }

  private static String refusal(ForkJoinPool pool) {
    return catchThrowableOfType(
            NotCapturableException.class, () -> Snapshots.capture(List.of(), pool))
        .getMessage();
  }

  @Test
  void handsOverInTheSameOrder() {
    List<Object> copies = copied(new SynchronousQueue<>(true), new SynchronousQueue<>());
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    Shapes shapes = new Shapes(loader, new Codecs(loader));
    assertThat(new Recreated(shapes, (l, n) -> Object.class))
        .satisfies(
            r -> {
              assertThat(r.text(copies.get(0))).isEqualTo("fair");
              assertThat(r.text(copies.get(1))).isEqualTo("unfair");
            });
  }
}
