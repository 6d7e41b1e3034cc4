package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.files.ChunkSink;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.store.Generation;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sends a job's generations to the coordinator while the job runs, so that a host that is lost for
 * good takes one interval with it, not all. Most of the time it does nothing: it sends for at most
 * a fifth of it.
 */
final class CheckIns implements Runnable {
  private static final long GLANCE_MILLIS = 500;
  private static final int REST = 4;
  private static final long NANOS = 1_000_000;

  /** Makes what is sent of a generation. */
  interface Copier {
    GenerationCopy copy(JobFolder folder, Generation generation) throws IOException;
  }

  /** The job whose generations are sent. */
  interface Sender {
    /** Whether it runs and is to run on: else all of it is sent soon anyway. */
    boolean runsOn();

    /** What the latest took: nothing comes of it where nobody reports it. */
    default void sent(Report.Sent sent) {}
  }

  private final Order order;
  private final JobFolder folder;
  private final Server server;
  private final Time time;
  private final Copier copier;
  private final Sender job;
  private final Retry retry;
  private final Guarded sink = new Guarded();
  private volatile boolean ended;

  /** The first one is sent, too: a former worker's may be newer than what the coordinator has. */
  private long dealtWith;

  private int changed;

  CheckIns(
      Order order,
      JobFolder folder,
      Server server,
      Time time,
      Copier copier,
      Sender job,
      Consumer<String> say) {
    this.order = order;
    this.folder = folder;
    this.server = server;
    this.time = time;
    this.copier = copier;
    this.job = job;
    this.retry = new Retry(say);
  }

  @Override
  public void run() {
    try {
      while (!ended) {
        time.sleep(look());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** No look is under way any more, and none begins. */
  void end() {
    ended = true;
    settle();
  }

  /** Returns when a look that was under way is over. */
  private synchronized void settle() {}

  /** Sends the newest generation where it is newer than what was sent; when to look again. */
  synchronized long look() {
    if (ended || !job.runsOn()) {
      return GLANCE_MILLIS;
    }
    long start = time.nanos();
    try {
      Generation newest = folder.newestFile();
      if (newest == null || newest.number() <= dealtWith) {
        return GLANCE_MILLIS;
      }
      send(newest);
      dealtWith = newest.number();
    } catch (InterruptedIOException e) {
      return GLANCE_MILLIS; // the job is being stopped
    } catch (IOException | SnapshotException e) {
      return retry.failed(about("can't be sent while it runs: " + e.getMessage()));
    }
    return Math.max(GLANCE_MILLIS, REST * (time.nanos() - start) / NANOS);
  }

  private void send(Generation generation) throws IOException {
    try {
      long start = time.nanos();
      Sending sending = new Sending(sink);
      String files = copier.copy(folder, generation).send(sending);
      job.sent(new Report.Sent(sending.bytes(), Math.max(1, (time.nanos() - start) / NANOS)));
      server.saved(new Api.Saved(order.job(), order.epoch(), generation.number(), files));
      retry.succeeded(about("is sent while it runs"));
      changed = 0;
    } catch (GenerationCopy.ChangedException e) {
      if (++changed > 1) { // else the next one will do
        retry.failed(about("is not sent while it runs: " + e.getMessage()));
      }
    }
  }

  private String about(String what) {
    return "job " + order.job() + ": its newest generation " + what;
  }

  /** The server, until the job is to be stopped. */
  private final class Guarded implements ChunkSink {
    private void check() throws InterruptedIOException {
      if (ended || !job.runsOn()) {
        throw new InterruptedIOException();
      }
    }

    @Override
    public Set<String> missing(Collection<String> ids) throws IOException {
      check();
      return server.missing(ids);
    }

    @Override
    public void write(String id, byte[] bytes) throws IOException {
      check();
      server.write(id, bytes);
    }
  }
}
