package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.wire.Api;
import dev.cairn.coordinator.wire.CoordinatorClient;
import dev.cairn.coordinator.wire.CoordinatorClient.AnsweredException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps its host as ordered. One thread talks to the coordinator: it tells what is here, and is
 * told all that shall be here. Each job has a thread of its own, which repeats what became of the
 * job until the coordinator has taken it or says that it no longer counts.
 */
public final class Worker {
  private static final long RETRY_MILLIS = 500;
  private static final long ORPHAN_MILLIS = 30_000;

  private final WorkerSetup setup;
  private final CoordinatorClient coordinator;
  private final Consumer<String> say;
  private final Path jobsFolder;
  private final String incarnation = UUID.randomUUID().toString();
  private final String path;
  private final Map<Long, WorkerJob> jobs = new ConcurrentHashMap<>();
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile boolean leaving;

  public Worker(WorkerSetup setup, CoordinatorClient coordinator, Consumer<String> say) {
    this.setup = setup;
    this.coordinator = coordinator;
    this.say = say;
    this.jobsFolder = setup.directory().resolve("jobs");
    this.path = "workers/" + CoordinatorClient.part(setup.host()) + "/";
  }

  /**
   * Works until it is told to leave and has given back what it had.
   *
   * @throws IOException the directory can't be used, or the coordinator doesn't know the token
   */
  public void run() throws IOException, InterruptedException {
    Files.createDirectories(jobsFolder);
    try (FileChannel channel =
            FileChannel.open(
                setup.directory().resolve("worker.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        throw new IOException(
            setup.directory() + " is in use by another worker: give each a --dir of its own");
      }
      work();
    } finally {
      left.countDown();
    }
  }

  /** Gives back what it has and ends; returns when that is done, or after so long. */
  public boolean leave(long patienceMillis) throws InterruptedException {
    leaving = true;
    return left.await(patienceMillis, TimeUnit.MILLISECONDS);
  }

  private void work() throws IOException, InterruptedException {
    takeUp();
    boolean joined = false;
    boolean toldLeaving = false;
    String knows = null;
    while (true) {
      try {
        Api.Orders orders;
        if (!joined) {
          orders = join();
          joined = true;
          say.accept(setup.host() + " has joined " + coordinator.url());
        } else if (leaving && !toldLeaving) {
          orders = tell("leaving", null);
          toldLeaving = true;
        } else if (leaving && jobs.isEmpty()) {
          coordinator.tell(path + "left", new Api.Heartbeat(incarnation, List.of(), null));
          return;
        } else {
          orders = tell("heard", leaving ? null : knows);
        }
        knows = orders.tag();
        obey(orders.orders());
        if (leaving) {
          Thread.sleep(RETRY_MILLIS / 5);
        }
      } catch (AnsweredException e) {
        if (e.status() == 401) {
          throw e;
        }
        if (!e.isStale()) {
          say.accept("the coordinator says: " + e.getMessage());
        }
        joined = false;
        Thread.sleep(RETRY_MILLIS);
      } catch (IOException e) {
        if (leaving && jobs.isEmpty()) {
          return; // nothing is left here; the coordinator will see
        }
        Thread.sleep(RETRY_MILLIS); // it is away: what runs here goes on
      }
    }
  }

  private Api.Orders join() throws IOException {
    return coordinator.post(
        path + "join",
        new Api.Join(incarnation, setup.room(), setup.platform(), reports()),
        Api.Orders.class);
  }

  private Api.Orders tell(String word, @Nullable String knows) throws IOException {
    return coordinator.post(
        path + word, new Api.Heartbeat(incarnation, reports(), knows), Api.Orders.class);
  }

  private List<Report> reports() {
    return jobs.values().stream().map(WorkerJob::report).toList();
  }

  /** What an earlier worker has left here goes on. */
  private void takeUp() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(jobsFolder)) {
      for (Path path : folders) {
        JobFolder folder = JobFolder.at(path);
        JobJvm.endOrphan(folder, ORPHAN_MILLIS);
        Order order = folder.order();
        if (order == null || jobs.containsKey(order.job())) {
          folder.remove(); // it had not been fetched
        } else {
          start(order, folder);
        }
      }
    }
  }

  private void obey(List<Order> orders) {
    Map<Long, Order> wanted = new HashMap<>();
    orders.forEach(o -> wanted.put(o.job(), o));
    for (WorkerJob job : jobs.values()) {
      Order order = wanted.get(job.order().job());
      if (order == null || order.epoch() != job.order().epoch()) {
        job.cancel();
      }
    }
    for (Order order : orders) {
      WorkerJob job = jobs.get(order.job());
      if (job == null) {
        job = start(order, JobFolder.of(jobsFolder, order));
      }
      if (order.stop()) {
        job.stop();
      }
    }
  }

  private WorkerJob start(Order order, JobFolder folder) {
    WorkerJob job = new WorkerJob(setup, order, folder);
    jobs.put(order.job(), job);
    Thread thread = new Thread(() -> see(job), "cairn-job-" + order.job());
    thread.setDaemon(true);
    thread.start();
    return job;
  }

  /** Sees a job to its end, come what may. */
  private void see(WorkerJob job) {
    try {
      while (!job.isCancelled()) {
        try {
          settle(job, job.run(coordinator));
          break;
        } catch (IOException | RuntimeException e) {
          say.accept("job " + job.order().job() + ": " + e.getMessage() + "; it is tried again");
          Thread.sleep(RETRY_MILLIS);
        }
      }
      job.folder().remove();
    } catch (IOException e) {
      say.accept(job.folder() + " can't be removed: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      jobs.remove(job.order().job(), job);
    }
  }

  private void settle(WorkerJob job, WorkerJob.End end) throws InterruptedException {
    while (!job.isCancelled() && !(end instanceof WorkerJob.End.Cancelled)) {
      try {
        String files = end instanceof WorkerJob.End.Files ? job.folder().send(coordinator) : null;
        coordinator.tell(path + "outcome", job.outcome(end, files));
        return;
      } catch (AnsweredException e) {
        if (e.isStale()) {
          return;
        }
        say.accept("job " + job.order().job() + ": " + e.getMessage());
        Thread.sleep(RETRY_MILLIS);
      } catch (IOException e) {
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }
}
