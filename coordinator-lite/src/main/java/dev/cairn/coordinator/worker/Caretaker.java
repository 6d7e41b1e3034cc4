package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Sees one job to its end at this worker, come what may: runs it, repeats what became of it until
 * the coordinator has taken it or says that it no longer counts, and tidies up.
 */
final class Caretaker implements Runnable {
  private final WorkerJob job;
  private final Server server;
  private final Supplier<Fetch> fetches;
  private final Time time;
  private final CheckIns checkIns;
  private final Consumer<String> say;
  private final Runnable over;

  /**
   * @param fetches begins to fetch
   * @param over what is to be done when nothing of the job is left here
   */
  Caretaker(
      WorkerJob job,
      Server server,
      Supplier<Fetch> fetches,
      Time time,
      CheckIns checkIns,
      Consumer<String> say,
      Runnable over) {
    this.job = job;
    this.server = server;
    this.fetches = fetches;
    this.time = time;
    this.checkIns = checkIns;
    this.say = say;
    this.over = over;
  }

  @Override
  public void run() {
    try {
      Retry retry = new Retry(say);
      while (!job.isCancelled()) {
        try {
          settle(job.run(fetches.get()));
          break;
        } catch (IOException | RuntimeException e) {
          time.sleep(retry.failed(about(e) + "; it is tried again"));
        }
      }
      checkIns.end();
      job.folder().remove();
    } catch (IOException e) {
      say.accept(job.folder() + " can't be removed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      checkIns.end();
      over.run();
    }
  }

  private void settle(WorkerJob.End end) throws InterruptedException {
    checkIns.end();
    Retry retry = new Retry(say);
    while (!job.isCancelled() && !(end instanceof WorkerJob.End.Cancelled)) {
      try {
        long begin = time.nanos();
        Sending sending = new Sending(server);
        String files = end instanceof WorkerJob.End.Files ? job.folder().send(sending) : null;
        long millis = TimeUnit.NANOSECONDS.toMillis(time.nanos() - begin);
        server.outcome(job.outcome(end, files, millis, sending.bytes()));
        return;
      } catch (AnsweredException e) {
        if (e.isStale()) {
          return;
        }
        time.sleep(retry.failed(about(e)));
      } catch (IOException e) {
        time.sleep(retry.failed(about(e)));
      }
    }
  }

  private String about(Exception e) {
    return "job " + job.order().job() + ": " + (e.getMessage() == null ? e : e.getMessage());
  }
}
