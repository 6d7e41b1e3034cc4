package dev.cairn.command;

import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.coordinator.worker.EndNotice;
import dev.cairn.coordinator.worker.EvictionNotice;
import dev.cairn.coordinator.worker.EvictionWatch;
import dev.cairn.coordinator.worker.Worker;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.Consumer;

/** A worker in this process, which gives its jobs back when the process is asked to end. */
final class WorkerProcess {
  private static final long LEAVE_MILLIS = 100_000;

  private WorkerProcess() {}

  /** Says a line to the operator; thread-safe. */
  static Consumer<String> say(PrintWriter err) {
    return line -> {
      synchronized (err) {
        err.println("cairn: " + line.replace('\n', ' '));
        err.flush();
      }
    };
  }

  /** Works until the process is asked to end. */
  static void run(WorkerOptions options, CoordinatorClient client, Consumer<String> say)
      throws IOException, InterruptedException {
    Worker worker = new Worker(options.setup(), client, say);
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> leave(worker, LEAVE_MILLIS, say), "cairn-leave"));
    if (options.notice != null) {
      watch(options.notice, worker, say);
    }
    if (options.until != null) {
      watch(new EndNotice(options.until, Clock.systemUTC()), worker, say);
    }
    worker.run();
  }

  private static void watch(EvictionNotice notice, Worker worker, Consumer<String> say) {
    Thread watch =
        new Thread(
            new EvictionWatch(notice, millis -> leave(worker, millis, say), say), "cairn-notice");
    watch.setDaemon(true);
    watch.start();
  }

  private static void leave(Worker worker, long millis, Consumer<String> say) {
    try {
      if (!worker.leave(millis)) {
        say.accept("jobs are left here: they go on when the worker comes back");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
