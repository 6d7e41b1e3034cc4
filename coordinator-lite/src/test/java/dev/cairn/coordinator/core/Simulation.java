package dev.cairn.coordinator.core;

import dev.cairn.coordinator.simulate.JobCosts;
import dev.cairn.coordinator.simulate.Saving;
import dev.cairn.coordinator.simulate.SimulatedWorker;
import dev.cairn.coordinator.simulate.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A coordinator, workers and users in one thread and virtual time, with all that a seed makes go
 * wrong: workers and the coordinator die and come back, disks are lost, networks are cut, messages
 * are late, lost or doubled, the coordinator's clock jumps.
 */
final class Simulation {
  private static final long HEARTBEAT = 4_000;
  private static final long FAULTS_UNTIL = Duration.ofMinutes(15).toMillis();
  private static final long END = Duration.ofHours(3).toMillis();

  private static final JobCosts COSTS = new JobCosts(1_500, 2_000, 0, 0);
  private static final long SAVE_EVERY = 8_000;

  private final Random random;
  private final Policy policy =
      new Policy(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofSeconds(15), 4);
  private final Decider decider = new Decider(policy);
  private final Checker checker = new Checker(policy);
  private final VirtualTime time = new VirtualTime();
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final Set<Long> removed = new HashSet<>();
  private long clockSkew;
  private boolean coordinatorUp = true;
  private final Map<SimulatedWorker, Link> links = new HashMap<>();
  private State state = State.EMPTY;
  private int decisions;
  private final List<Transition> history = new ArrayList<>();

  /** What a worker has of its coordinator. */
  private static final class Link {
    boolean connected = true;
    boolean joined;
  }

  /** Generations come often here, so that much can be wrong with them. */
  private static final Saving OFTEN =
      new Saving() {
        @Override
        public long kept(long work) {
          return work;
        }

        @Override
        public long first() {
          return 0;
        }

        @Override
        public long every(Order order) {
          return SAVE_EVERY;
        }
      };

  Simulation(long seed) {
    random = new Random(seed);
  }

  int decisions() {
    return decisions;
  }

  /** All that happened to jobs. */
  List<Transition> history() {
    return history;
  }

  State run() {
    int hosts = 1 + random.nextInt(4);
    for (int i = 0; i < hosts; i++) {
      SimulatedWorker w = worker("h" + i, new Amount(1 + random.nextInt(3), 1000));
      workers.add(w);
      start(w);
    }
    int jobs = 4 + random.nextInt(12);
    for (int i = 0; i < jobs; i++) {
      submit("key" + i, random.nextInt(400_000));
    }
    at(1000, this::tick);
    at(random.nextInt(10_000), this::fault);
    at(random.nextInt(20_000), this::user);
    at(FAULTS_UNTIL, this::mend);
    while (time.now() < END && !(time.now() > FAULTS_UNTIL && allOver()) && time.step()) {
      // each step is one thing that happens
    }
    checker.checkEnd(state, removed);
    return state;
  }

  private SimulatedWorker worker(String name, Amount room) {
    SimulatedWorker w = new SimulatedWorker(name, room, COSTS, OFTEN);
    links.put(w, new Link());
    return w;
  }

  private Link link(SimulatedWorker w) {
    return links.get(w);
  }

  private void kill(SimulatedWorker w) {
    w.kill();
    link(w).joined = false;
  }

  private void start(SimulatedWorker w) {
    w.start(now());
    link(w).joined = false;
    beat(w);
  }

  private long now() {
    return time.now();
  }

  private boolean allOver() {
    return state.active().size() == 0;
  }

  private void at(long after, Runnable what) {
    time.after(after, what);
  }

  private boolean mended() {
    return now() >= FAULTS_UNTIL;
  }

  private boolean chance(double p) {
    return random.nextDouble() < p;
  }

  /** One event at the coordinator. Refusals change nothing. */
  private void decide(Event event) {
    Decision decision = decider.decide(state, event, now() + clockSkew);
    decisions++;
    history.addAll(decision.history());
    state = decision.state();
    checker.check(decision);
  }

  private void submit(String key, long after) {
    JobSpec spec =
        new JobSpec(
            key,
            "job",
            new Amount(1 + (chance(0.2) ? 1 : 0), random.nextInt(300)),
            null,
            null,
            SimulatedWorker.files(2_000 + random.nextInt(120_000)),
            List.of("Main"),
            "");
    if (workers.stream().noneMatch(w -> spec.needs().fitsIn(w.room()))) {
      return;
    }
    send(new Event.Submit(spec, random.nextInt(4), false), after);
  }

  /** A user's submission is repeated until it is acknowledged. */
  private void send(Event.Submit submit, long after) {
    at(
        after,
        () -> {
          if (!coordinatorUp || chance(0.2)) {
            send(submit, 3_000); // it didn't arrive
            return;
          }
          decide(submit);
          if (chance(0.2)) {
            send(submit, 3_000); // the answer didn't
          } else {
            checker.acknowledged(state.submitted(submit.spec().key()).id());
          }
        });
  }

  private void tick() {
    if (coordinatorUp) {
      decide(new Event.Tick());
      checker.ticked(state);
    }
    at(1000, this::tick);
  }

  private void beat(SimulatedWorker w) {
    int incarnation = w.incarnation();
    if (!w.isAlive()) {
      return;
    }
    w.advance(now());
    if (link(w).connected) {
      long delay = random.nextInt(mended() ? 50 : 6_000); // later words may come first
      if (!link(w).joined) {
        Event.Joined joined =
            new Event.Joined(w.name(), w.incarnationName(), w.room(), "p", w.reports());
        at(delay, () -> exchange(w, incarnation, joined, () -> link(w).joined = true));
      } else {
        for (Event.Outcome o : w.outcomes()) {
          at(random.nextInt(mended() ? 50 : 2_000), () -> settle(w, incarnation, o));
          if (!mended() && chance(0.1)) {
            at(random.nextInt(9_000), () -> settle(w, incarnation, o));
          }
        }
        for (Event.Saved s : w.takeSaved()) {
          at(random.nextInt(mended() ? 50 : 15_000), () -> send(w, s)); // the job may be gone then
          if (!mended() && chance(0.1)) {
            at(random.nextInt(60_000), () -> send(w, s));
          }
        }
        Event.Heard heard = new Event.Heard(w.name(), w.incarnationName(), w.reports());
        at(delay, () -> exchange(w, incarnation, heard, () -> {}));
      }
    }
    at(
        HEARTBEAT,
        () -> {
          if (w.incarnation() == incarnation) {
            beat(w);
          }
        });
  }

  private boolean passes(SimulatedWorker w) {
    return coordinatorUp && link(w).connected && (mended() || chance(0.9));
  }

  private void exchange(SimulatedWorker w, int incarnation, Event.Word word, Runnable answered) {
    if (!passes(w)) {
      return;
    }
    try {
      decide(word);
    } catch (RefusedException e) {
      if (w.isAlive() && w.incarnation() == incarnation) {
        link(w).joined = false;
      }
      return;
    }
    List<Order> orders = Order.of(state, w.name());
    at(
        random.nextInt(mended() ? 50 : 500),
        () -> {
          if (w.isAlive() && w.incarnation() == incarnation && passes(w)) {
            w.advance(now());
            answered.run();
            w.obey(orders, now());
          }
        });
  }

  private void send(SimulatedWorker w, Event.Saved saved) {
    if (!passes(w)) {
      return;
    }
    try {
      decide(saved);
      checker.saved(state, saved);
    } catch (RefusedException e) {
      if (e.kind() != RefusedException.Kind.STALE) {
        throw e;
      }
    }
  }

  private void settle(SimulatedWorker w, int incarnation, Event.Outcome outcome) {
    if (!passes(w)) {
      return;
    }
    State before = state;
    try {
      decide(outcome);
      checker.taken(before, outcome);
    } catch (RefusedException e) {
      if (e.kind() != RefusedException.Kind.STALE) {
        throw e;
      }
    }
    at(
        random.nextInt(200),
        () -> {
          if (w.isAlive() && w.incarnation() == incarnation && passes(w)) {
            w.settled(outcome);
          }
        });
  }

  private void fault() {
    if (mended()) {
      return;
    }
    SimulatedWorker w = workers.get(random.nextInt(workers.size()));
    switch (random.nextInt(6)) {
      case 0 -> {
        kill(w);
        restartLater(w);
      }
      case 1 -> {
        kill(w);
        w.wipe();
        restartLater(w);
      }
      case 2 -> {
        link(w).connected = false;
        at(random.nextInt(60_000), () -> link(w).connected = true);
      }
      case 3 -> {
        coordinatorUp = false;
        at(random.nextInt(40_000), this::restartCoordinator);
      }
      case 4 -> clockSkew += random.nextInt(20_000) - 10_000;
      default -> w.advance(now());
    }
    at(random.nextInt(60_000), this::fault);
  }

  private void restartLater(SimulatedWorker w) {
    int incarnation = w.incarnation();
    at(
        random.nextInt(60_000),
        () -> {
          if (!w.isAlive() && w.incarnation() == incarnation) {
            start(w);
          }
        });
  }

  private void restartCoordinator() {
    if (!coordinatorUp) {
      coordinatorUp = true;
      decide(new Event.Begun());
    }
  }

  private void user() {
    if (mended()) {
      return;
    }
    if (coordinatorUp && state.lastJob() > 0) {
      long id = 1L + random.nextInt((int) state.lastJob());
      String host = workers.get(random.nextInt(workers.size())).name();
      Event.Request request =
          switch (random.nextInt(12)) {
            case 0 -> new Event.Pause(id);
            case 1, 2 -> new Event.Resume(id);
            case 3 -> new Event.Hold(id);
            case 4, 5 -> new Event.Release(id);
            case 6 -> new Event.Migrate(id, host);
            case 7 -> new Event.Migrate(id, null);
            case 8 -> new Event.Prioritise(id, random.nextInt(5));
            case 9 -> new Event.Drain(host);
            case 10 -> new Event.Uncordon(host);
            default -> chance(0.3) ? new Event.Remove(id) : new Event.Cordon(host);
          };
      ask(request);
      if (request instanceof Event.Remove) {
        removed.add(id);
      }
    }
    at(random.nextInt(20_000), this::user);
  }

  private void ask(Event.Request request) {
    try {
      decide(request);
    } catch (RefusedException e) {
      if (e.kind() == RefusedException.Kind.STALE) {
        throw e;
      }
    }
  }

  /** From here on nothing fails, and users let everything go on. */
  private void mend() {
    restartCoordinator();
    for (SimulatedWorker w : workers) {
      link(w).connected = true;
      if (!w.isAlive()) {
        start(w);
      }
    }
    letGoOn();
  }

  private void letGoOn() {
    workers.forEach(w -> ask(new Event.Uncordon(w.name())));
    for (Job job : state.active().stream().toList()) {
      ask(new Event.Resume(job.id()));
      ask(new Event.Release(job.id()));
      if (job.place().only() != null || job.place().not() != null) {
        Set<String> open = new HashSet<>();
        workers.stream()
            .filter(w -> job.spec().needs().fitsIn(w.room()))
            .forEach(w -> open.add(w.name()));
        open.forEach(h -> ask(new Event.Migrate(job.id(), h)));
      }
    }
    at(60_000, this::letGoOn);
  }
}
