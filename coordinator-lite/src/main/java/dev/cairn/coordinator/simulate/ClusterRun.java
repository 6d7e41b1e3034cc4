package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Lease;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.RefusedException;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.simulate.Availability.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One coordinator, its hosts and its users, in virtual time. Messages arrive at once and none is
 * lost; hosts go away without a word, and come back with their disks.
 */
public final class ClusterRun {
  /** Sees how far it is. */
  public interface Watch {
    void at(long now, int done);
  }

  private static final long HOUR = 3_600_000;

  /** Of all times, those at which hosts are heard of, and looked for: within being given up. */
  private static final int HEARTBEATS = 2;

  private static final int TICKS = 4;

  private final Scenario scenario;
  private final Way way;
  private final Decider decider;
  private final VirtualTime time = new VirtualTime();
  private final Map<String, Desk> desks = new LinkedHashMap<>();
  private final Journal journal = new Journal();
  private State state = State.EMPTY;

  private ClusterRun(Scenario scenario, Way way) {
    this.scenario = scenario;
    this.way = way;
    this.decider = new Decider(way.policy(scenario.policy()));
  }

  /** Runs until all jobs are done, or the scenario ends. */
  public static WayResult run(Scenario scenario, Way way, Watch watch) {
    ClusterRun run = new ClusterRun(scenario, way);
    run.prepare();
    return run.finish(watch);
  }

  private void prepare() {
    for (Availability.Host host : scenario.hosts().hosts()) {
      Desk desk = new Desk(host.name());
      desks.put(host.name(), desk);
      for (Span span : host.up()) {
        time.at(span.from(), desk::comes);
        time.at(span.until(), desk::goes);
      }
    }
    int number = 0;
    for (JobLoad.Arrival job : scenario.jobs()) {
      JobSpec spec = spec("job" + number++, job);
      time.at(job.at(), () -> submit(spec, job));
    }
    tick();
  }

  private static JobSpec spec(String name, JobLoad.Arrival job) {
    String files = SimulatedWorker.files(job.work());
    return new JobSpec(name, name, new Amount(1, 0), null, null, files, List.of("Main"), "");
  }

  private void submit(JobSpec spec, JobLoad.Arrival job) {
    journal.submitted(decide(new Event.Submit(spec, job.priority(), false)).answer(), job);
  }

  private WayResult finish(Watch watch) {
    long next = 0;
    while (journal.done() < scenario.jobs().size() && time.step() && time.now() < scenario.end()) {
      if (time.now() >= next) {
        watch.at(time.now(), journal.done());
        next = time.now() + HOUR;
      }
    }
    boolean all = journal.done() == scenario.jobs().size();
    long end = all ? time.now() : scenario.end();
    desks.values().forEach(d -> d.advance(end));
    return journal.result(
        way,
        all ? end : -1,
        new Journal.Machines(
            scenario.hosts().millis(end) * scenario.slots(),
            desks.values().stream().mapToLong(d -> d.worker.occupied()).sum(),
            desks.values().stream().mapToLong(d -> d.worker.worked()).sum(),
            kept()));
  }

  /** Work of jobs that are not done, which they have now. */
  private long kept() {
    Map<Long, Long> kept =
        state.active().stream().collect(Collectors.toMap(Job::id, ClusterRun::checkedIn));
    for (Desk desk : desks.values()) {
      if (desk.worker.isAlive()) {
        desk.worker.reports().forEach(r -> running(r, kept));
      }
    }
    return kept.values().stream().mapToLong(Long::longValue).sum();
  }

  private void running(Report report, Map<Long, Long> kept) {
    Job job = state.active().get(report.job());
    Long work = report.counter();
    if (job != null && job.epoch() == report.epoch() && work != null) {
      kept.merge(report.job(), work, Math::max);
    }
  }

  private static long checkedIn(Job job) {
    return SimulatedWorker.keptIn(job.files());
  }

  private void tick() {
    decide(new Event.Tick());
    time.after(scenario.policy().lostAfter().toMillis() / TICKS, this::tick);
  }

  private Decision decide(Event event) {
    State before = state;
    Decision decision = decider.decide(before, event, time.now());
    state = decision.state();
    journal.happened(decision.history());
    Set<String> told = new LinkedHashSet<>();
    for (Job job : decision.jobs()) {
      Job old = before.job(job.id());
      Lease lease = old == null ? null : old.lease();
      if (!Objects.equals(lease, job.lease())) {
        told.add(host(lease));
        told.add(host(job.lease()));
      }
    }
    told.remove("");
    told.forEach(host -> desk(host).isOrdered());
    return decision;
  }

  private static String host(@Nullable Lease lease) {
    return lease == null ? "" : lease.host();
  }

  private Desk desk(String host) {
    Desk desk = desks.get(host);
    if (desk == null) {
      throw new IllegalStateException("no host " + host);
    }
    return desk;
  }

  /** A worker, and when it has something to tell. */
  private final class Desk {
    final SimulatedWorker worker;
    private long wake = Saving.NEVER;

    Desk(String name) {
      this.worker =
          new SimulatedWorker(
              name, new Amount(scenario.slots(), 0), scenario.costs(), way.saving());
    }

    void comes() {
      worker.start(time.now());
      wake = Saving.NEVER;
      decide(
          new Event.Joined(
              worker.name(), worker.incarnationName(), worker.room(), "p", worker.reports()));
      isOrdered();
      beat(worker.incarnation());
    }

    void goes() {
      advance(time.now());
      journal.hostWentAway();
      worker.kill();
    }

    void advance(long now) {
      if (worker.isAlive()) {
        worker.advance(now);
      }
    }

    private void beat(int incarnation) {
      time.after(
          scenario.policy().lostAfter().toMillis() / HEARTBEATS,
          () -> {
            if (is(incarnation)) {
              tell();
              beat(incarnation);
            }
          });
    }

    private boolean is(int incarnation) {
      return worker.isAlive() && worker.incarnation() == incarnation;
    }

    /** It hears at once what shall be there. */
    void isOrdered() {
      if (worker.isAlive()) {
        worker.advance(time.now());
        worker.obey(Order.of(state, worker.name()), time.now());
        wakeForNews();
      }
    }

    private void wakeForNews() {
      long due = Math.max(time.now(), worker.nextNews());
      if (due != wake) {
        wake = due;
        int incarnation = worker.incarnation();
        if (due < Saving.NEVER) {
          time.at(
              due,
              () -> {
                if (wake == due && is(incarnation)) {
                  wake = Saving.NEVER;
                  tell();
                }
              });
        }
      }
    }

    private void tell() {
      worker.advance(time.now());
      int incarnation = worker.incarnation();
      for (Event.Saved s : worker.takeSaved()) {
        time.after(
            scenario.costs().send(),
            () -> {
              if (is(incarnation)) {
                take(s);
              }
            });
      }
      List<Event.Outcome> outcomes = new ArrayList<>(worker.outcomes());
      decide(new Event.Heard(worker.name(), worker.incarnationName(), worker.reports()));
      for (Event.Outcome o : outcomes) {
        take(o);
        worker.settled(o);
      }
      wakeForNews();
    }

    private void take(Event.Outcome outcome) {
      try {
        decide(outcome);
      } catch (RefusedException e) {
        if (e.kind() != RefusedException.Kind.STALE) {
          throw e;
        }
      }
    }
  }
}
