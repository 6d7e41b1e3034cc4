package dev.cairn.benchmarks.scale;

import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.Lease;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.store.SqliteStore;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One cluster, built anew, and what is measured on it. */
final class Round {
  private static final int EVENTS = 300;
  private static final int SUBMISSIONS = 300;
  private static final int IDLE = BusyCluster.IDLE;
  private static final double KIBI = 1024;
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Figures figures;
  private final int size;
  private final Random random;
  private final BusyCluster cluster;

  Round(Figures figures, int size, int hosts) {
    this.figures = figures;
    this.size = size;
    this.random = new Random(1);
    this.cluster = new BusyCluster(hosts);
  }

  /** Where figures go, by what was measured. */
  interface Figures {
    void add(int size, String what, String unit, double figure);
  }

  void run(Path folder) {
    long before = heap();
    cluster.fill();
    once("all free hosts get jobs, in one decision", () -> cluster.take(submission(-1, 0)));
    for (int h = 0; h < cluster.hosts(); h++) {
      cluster.take(cluster.heard(h, 0));
    }
    double each = (double) (heap() - before) / cluster.hosts();
    figures.add(size, "memory of a host and its ten jobs", "KiB", each / KIBI);
    cluster.pass(BusyCluster.POLICY.minimumRun().toMillis());
    events();
    durable(folder);
    cluster.pass(BusyCluster.POLICY.slice().toMillis());
    once("all slices end, in one decision", () -> cluster.take(new Event.Tick()));
  }

  private void events() {
    decide("heartbeat of an idle host", i -> cluster.heard(idle(), i));
    decide("heartbeat of a host with four jobs", i -> cluster.heard(busy(), i));
    decide("tick", i -> new Event.Tick());
    decide("submission that waits", i -> submission(i, 0));
    Iterator<Job> running = running();
    decide("a job ends, another takes its place", i -> ended(running.next()));
    decide("submission that stops a lower one", i -> submission(EVENTS + i, BusyCluster.HIGHER));
    each("a worker begins anew: four jobs lost", i -> cluster.join(1 + i % (IDLE - 1), i + 1));
    each("orders of a host", i -> Order.of(cluster.state(), BusyCluster.host(busy())));
    long waiting = (long) cluster.hosts() * BusyCluster.JOBS_PER_HOST;
    each("why a job waits", i -> cluster.why(waiting - IDLE + i % IDLE));
  }

  /** Of different hosts, and none that is about to be stopped. */
  private Iterator<Job> running() {
    return cluster.state().active().stream()
        .filter(job -> job.lease() != null && job.id() % BusyCluster.JOBS_PER_HOST == 1)
        .toList()
        .iterator();
  }

  private static Event ended(Job job) {
    Lease lease = Objects.requireNonNull(job.lease());
    return new Event.Ended(lease.host(), job.id(), job.epoch(), new Job.Result(0, "result"));
  }

  private Event submission(int number, int priority) {
    long key = 1_000_000_000L + number;
    return new Event.Submit(BusyCluster.spec(key), priority, false);
  }

  private int idle() {
    return random.nextInt(cluster.hosts() / IDLE) * IDLE;
  }

  private int busy() {
    int host = random.nextInt(cluster.hosts());
    return BusyCluster.isIdle(host) ? host + 1 : host;
  }

  private void decide(String what, IntFunction<Event> event) {
    Event[] events = new Event[1];
    prepared(what, i -> events[0] = event.apply(i), i -> cluster.take(events[0]));
  }

  private void each(String what, IntFunction<Object> act) {
    prepared(what, i -> {}, act);
  }

  private void prepared(String what, IntConsumer before, IntFunction<Object> act) {
    long[] nanos = new long[EVENTS];
    for (int i = 0; i < EVENTS; i++) {
      before.accept(i);
      long began = THREADS.getCurrentThreadCpuTime();
      Objects.requireNonNull(act.apply(i));
      nanos[i] = THREADS.getCurrentThreadCpuTime() - began;
    }
    figures(what, nanos);
  }

  private void figures(String what, long[] nanos) {
    Arrays.sort(nanos);
    figures.add(size, what, "µs", nanos[EVENTS / 2] / MICRO);
    figures.add(size, what + ": slowest of a hundred", "µs", nanos[EVENTS * 99 / 100] / MICRO);
  }

  private void once(String what, Supplier<Object> act) {
    long began = THREADS.getCurrentThreadCpuTime();
    Objects.requireNonNull(act.get());
    figures.add(size, what, "ms", (THREADS.getCurrentThreadCpuTime() - began) / MILLI);
  }

  /** As the coordinator does: each is decided and made durable before the next one. */
  private void durable(Path folder) {
    State state = cluster.state();
    try (SqliteStore store = SqliteStore.open(folder.resolve("state.db"))) {
      store.commit(
          new Decision(
              state, state.jobs().toList(), state.hosts().stream().toList(), List.of(), 0));
      long began = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < SUBMISSIONS; i++) {
        store.commit(cluster.take(submission(3 * EVENTS + i, 0)));
      }
      double used = THREADS.getCurrentThreadCpuTime() - cpu;
      figures.add(size, "durable submission, processor", "µs", used / SUBMISSIONS / MICRO);
      double wall = System.nanoTime() - began;
      figures.add(size, "durable submissions each second", "", SUBMISSIONS * 1e9 / wall);
      once("state read at a start", store::load);
    }
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
