package dev.cairn.agent.job;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes captured states durable, one after the other: beside the job, so that it stands still only
 * while it is captured, or before it goes on. At most one captured state waits here: who captures
 * the next one lets the former become durable first. Thread-safe.
 */
final class SnapshotWriter {
  /** What became of a captured state; told on the thread that wrote it. */
  interface Outcome {
    void written(Snapshots.Written written);

    void failed(Throwable why);
  }

  /** A captured state, and who wants to know. */
  private record Task(Snapshots.Captured captured, Outcome outcome) {}

  private @Nullable Task task;
  private @Nullable Thread thread;

  /** Whether a captured state is not durable yet. */
  synchronized boolean busy() {
    return task != null;
  }

  /** Returns when nothing is being written. */
  synchronized void settle() {
    boolean interrupted = false;
    while (task != null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // meant for the job: it gets it back
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes on this thread. */
  void writeNow(Snapshots.Captured captured, Outcome outcome) {
    settle();
    boolean interrupted = Thread.interrupted(); // it would close the files that are written here
    try {
      write(captured, outcome);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Writes beside the job. */
  synchronized void writeBeside(Snapshots.Captured captured, Outcome outcome) {
    settle();
    task = new Task(captured, outcome);
    if (thread == null) {
      thread = new Writer(this::serve);
      thread.start();
    }
    notifyAll();
  }

  private void serve() {
    while (true) {
      Task next = next();
      try {
        write(next.captured(), next.outcome());
      } finally {
        done();
      }
    }
  }

  private synchronized Task next() {
    while (task == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        // Nobody but a program that interrupts all threads it finds does this: it means its own.
      }
    }
    return task;
  }

  private synchronized void done() {
    task = null;
    notifyAll();
  }

  private static void write(Snapshots.Captured captured, Outcome outcome) {
    try (captured) {
      outcome.written(captured.write());
    } catch (IOException | RuntimeException | Error e) {
      outcome.failed(e);
    }
  }

  /** A thread of ours, as its class tells; in the topmost group, where the JVM's own are. */
  private static final class Writer extends Thread {
    Writer(Runnable task) {
      super(top(), task, "cairn-write", 0, false);
      setDaemon(true);
    }

    private static ThreadGroup top() {
      ThreadGroup group = Thread.currentThread().getThreadGroup();
      while (group.getParent() != null) {
        group = group.getParent();
      }
      return group;
    }
  }
}
