package dev.cairn.snapshot.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cairn.snapshot.NotCapturableException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
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
