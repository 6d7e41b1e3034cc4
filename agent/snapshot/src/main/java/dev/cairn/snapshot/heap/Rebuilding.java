package dev.cairn.snapshot.heap;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The last step of a restore: the fields marked {@code @Recreate}, in the order in which they were
 * added. Their methods run on a thread of their own, so that no safe point in them counts, and
 * nothing is drawn from the job thread's generators.
 */
final class Rebuilding {
  private record Step(RebuiltField field, @Nullable Object object) {}

  private final List<Step> steps = new ArrayList<>();

  /** Adds a static field. */
  void add(RebuiltField field) {
    steps.add(new Step(field, null));
  }

  /** Adds a field of an object. */
  void add(RebuiltField field, Object object) {
    steps.add(new Step(field, object));
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  /**
   * Calls all methods.
   *
   * @throws dev.cairn.snapshot.SnapshotMismatchException one of them threw something
   */
  void run(ClassLoader application) {
    FutureTask<Void> task =
        new FutureTask<>(() -> steps.forEach(s -> s.field.rebuild(s.object)), null);
    Thread thread = new Thread(null, task, "cairn-recreate", 0, false);
    thread.setContextClassLoader(application);
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          thread.join();
          return;
        } catch (InterruptedException e) {
          interrupted = true; // meant for the job: it gets it back
        }
      }
    } catch (ExecutionException e) {
      throw Mem.sneak(e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
