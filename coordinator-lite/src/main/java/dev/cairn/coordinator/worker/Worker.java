package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Ahead;
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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps its host as ordered. One thread talks to the coordinator: it tells what is here, and is
 * told all that shall be here. Each job has a {@link Caretaker} on a thread of its own.
 */
public final class Worker {
  private static final long LEAVING_GLANCE_MILLIS = 100;

  private final WorkerSetup setup;
  private final Server server;
  private final Exchanges exchanges;
  private final Jvms jvms;
  private final Time time;
  private final Executor threads;
  private final Consumer<String> say;
  private final Path jobsFolder;
  private final String incarnation = UUID.randomUUID().toString();
  private final Map<Long, WorkerJob> jobs = new ConcurrentHashMap<>();
  private final Prefetch prefetch;
  private final CountDownLatch left = new CountDownLatch(1);
  private volatile boolean leaving;
  private volatile long leaveBy;
  private volatile boolean joined;
  private boolean toldLeaving;
  private @Nullable Exchange exchange;
  private @Nullable String knows;

  public Worker(WorkerSetup setup, CoordinatorClient coordinator, Consumer<String> say) {
    this(
        setup,
        new RemoteServer(coordinator, setup.host()),
        () -> Exchange.open(setup, coordinator.url(), say),
        new JobProcesses(setup),
        Time.REAL,
        Worker::onThread,
        say);
  }

  Worker(
      WorkerSetup setup,
      Server server,
      Exchanges exchanges,
      Jvms jvms,
      Time time,
      Executor threads,
      Consumer<String> say) {
    this.setup = setup;
    this.server = server;
    this.exchanges = exchanges;
    this.jvms = jvms;
    this.time = time;
    this.threads = threads;
    this.prefetch = new Prefetch(threads, setup.cacheBytes());
    this.say = say;
    this.jobsFolder = setup.directory().resolve("jobs");
  }

  /** Makes a worker's exchange of chunks. */
  interface Exchanges {
    Exchange open() throws IOException;
  }

  private static void onThread(Runnable what) {
    Thread thread = new Thread(what, "cairn-job");
    thread.setDaemon(true);
    thread.start();
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
            setup.directory()
                + " is in use by another worker: give each a --worker-dir of its own");
      }
      try (Exchange opened = exchanges.open()) {
        exchange = opened;
        work();
      }
    } finally {
      left.countDown();
    }
  }

  /**
   * Gives back what it has and ends; returns when that is done, or after so long: by then the host
   * is taken to be gone. Who is told that more than once has as long as it was told first.
   */
  public boolean leave(long patienceMillis) throws InterruptedException {
    synchronized (this) {
      if (!leaving) {
        leaveBy = time.nanos() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        leaving = true;
      }
    }
    return left.await(patienceMillis, TimeUnit.MILLISECONDS);
  }

  private void work() throws IOException, InterruptedException {
    takeUp();
    Retry retry = new Retry(say);
    while (true) {
      try {
        if (!converse()) {
          return;
        }
        retry.succeeded("the coordinator at " + server.name() + " is back");
        if (leaving) {
          time.sleep(LEAVING_GLANCE_MILLIS);
        }
      } catch (AnsweredException e) {
        if (e.status() == 401) {
          throw e;
        }
        joined = false;
        if (!e.isStale()) {
          time.sleep(
              retry.failed("the coordinator at " + server.name() + " says: " + e.getMessage()));
        } else {
          time.sleep(LEAVING_GLANCE_MILLIS);
        }
      } catch (IOException e) {
        if (leaving && jobs.isEmpty()) {
          return; // nothing is left here; the coordinator will see
        }
        time.sleep(
            retry.failed(
                "the coordinator at " + server.name() + " is away: what runs here goes on"));
      }
    }
  }

  /** Tells and is told once; false when nothing is left to be told. */
  private boolean converse() throws IOException {
    Api.Orders orders;
    if (!joined) {
      orders =
          server.join(
              new Api.Join(
                  incarnation, setup.room(), setup.platform(), reports(), self(), untilItEnds()));
      joined = true;
      say.accept(setup.host() + " has joined " + server.name());
    } else if (leaving && !toldLeaving) {
      orders = server.leaving(new Api.Leaving(incarnation, millisLeft()));
      toldLeaving = true;
    } else if (leaving && jobs.isEmpty()) {
      server.left(new Api.Heartbeat(incarnation, List.of(), null, self()));
      return false;
    } else {
      orders = server.heard(heartbeat(leaving ? null : knows));
    }
    knows = orders.tag();
    obey(orders);
    return true;
  }

  /** How long this machine is there, or null where nobody knows. */
  private @Nullable Long untilItEnds() {
    Instant until = setup.until();
    return until == null ? null : Math.max(0, until.toEpochMilli() - time.millis());
  }

  private long millisLeft() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(leaveBy - time.nanos()));
  }

  private Api.Heartbeat heartbeat(@Nullable String tag) {
    return new Api.Heartbeat(incarnation, reports(), tag, self());
  }

  private Api.@Nullable Peer self() {
    return exchange().self();
  }

  private Exchange exchange() {
    return Objects.requireNonNull(exchange, "it is there from when the worker runs");
  }

  private List<Report> reports() {
    return jobs.values().stream().map(WorkerJob::report).toList();
  }

  /** Somebody waits for this: it is told beside the question that is under way. */
  private void tellNow() {
    if (!joined) {
      return;
    }
    try {
      server.heard(heartbeat(null));
    } catch (IOException e) {
      // It is told with the next heartbeat, and what stands in the way is said there.
    }
  }

  /** What an earlier worker has left here goes on. */
  private void takeUp() throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(jobsFolder)) {
      for (Path path : folders) {
        JobFolder folder = JobFolder.at(path);
        jvms.endOrphan(folder);
        Order order = folder.order();
        if (order == null || jobs.containsKey(order.job())) {
          folder.remove(); // it had not been fetched
        } else {
          start(order, folder, List.of());
        }
      }
    }
  }

  private void obey(Api.Orders told) {
    List<Order> orders = told.orders();
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
        job = start(order, JobFolder.of(jobsFolder, order), holders(told, order.job()));
      }
      job.every(order.everySeconds());
      if (order.stop()) {
        job.stop();
      }
    }
    Ahead ahead = told.ahead();
    prefetch.next(
        ahead,
        () -> exchange().fetch(ahead == null ? List.of() : holders(told, ahead.job()), server));
  }

  private static List<Api.Peer> holders(Api.Orders told, long job) {
    return told.holders().stream()
        .filter(h -> h.job() == job)
        .flatMap(h -> h.peers().stream())
        .toList();
  }

  private WorkerJob start(Order order, JobFolder folder, List<Api.Peer> peers) {
    Exchange chunks = exchange();
    Server keeping = chunks.keeping(server);
    WorkerJob job = new WorkerJob(order, folder, jvms, time, () -> threads.execute(this::tellNow));
    jobs.put(order.job(), job);
    CheckIns checkIns = new CheckIns(order, folder, keeping, time, GenerationCopy::of, job, say);
    threads.execute(checkIns);
    threads.execute(
        new Caretaker(
            job,
            keeping,
            () -> chunks.fetch(peers, server),
            time,
            checkIns,
            say,
            () -> jobs.remove(order.job(), job)));
    return job;
  }
}
