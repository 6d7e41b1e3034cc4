package dev.cairn.coordinator.core;

import dev.cairn.coordinator.simulate.JobCosts;
import dev.cairn.coordinator.simulate.Saving;
import dev.cairn.coordinator.simulate.SimulatedWorker;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker, and the network between it and its coordinator. */
final class SimulatedHost {
  private static final long HEARTBEAT = 4_000;
  private static final int PATIENCE = 40_000;
  private static final JobCosts COSTS = new JobCosts(1_500, 2_000, 300, 0);
  private static final long SAVE_EVERY = 8_000;

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

  private final Course course;
  private final SimulatedCoordinator coordinator;
  private final SimulatedWorker worker;
  private boolean connected = true;
  private boolean joined;
  private boolean leaving;
  private long ends;

  SimulatedHost(Course course, SimulatedCoordinator coordinator, String name, Amount room) {
    this.course = course;
    this.coordinator = coordinator;
    this.worker = new SimulatedWorker(name, room, COSTS, OFTEN);
  }

  String name() {
    return worker.name();
  }

  Amount room() {
    return worker.room();
  }

  void start() {
    if (!worker.isAlive()) {
      worker.start(course.now());
      joined = false;
      leaving = false;
      seen();
      goAway();
      beat();
    }
  }

  /** Of some it is known before when they go away: they do. */
  private void goAway() {
    if (!course.mishap(0.2)) {
      ends = 0;
      return;
    }
    long there = Math.min(20_000 + course.below(300_000), Course.FAULTS_UNTIL - course.now() - 1);
    ends = course.now() + there;
    int incarnation = worker.incarnation();
    course.after(
        there,
        () -> {
          if (is(incarnation)) {
            kill();
          }
        });
  }

  void kill() {
    if (worker.isAlive()) {
      worker.advance(course.now());
      seen();
      worker.kill();
      seen();
    }
  }

  void loseDisk() {
    worker.wipe();
    coordinator.checker().diskLost(name());
  }

  void slowDown(long millis) {
    worker.slowDown(millis);
  }

  void connect(boolean isConnected) {
    connected = isConnected;
  }

  /** SIGTERM: it gives back what it has, and ends. Another one changes nothing about that. */
  void signal() {
    if (!worker.isAlive()) {
      return;
    }
    leaving = true;
    int incarnation = worker.incarnation();
    tell(new Event.Leaving(name(), worker.incarnationName(), (long) PATIENCE));
    course.after(
        PATIENCE,
        () -> {
          if (is(incarnation)) {
            kill();
          }
        });
  }

  private boolean is(int incarnation) {
    return worker.isAlive() && worker.incarnation() == incarnation;
  }

  private void seen() {
    coordinator.checker().disk(name(), worker.generations());
  }

  private void beat() {
    worker.advance(course.now());
    seen();
    int incarnation = worker.incarnation();
    if (connected) {
      words();
    }
    course.after(
        HEARTBEAT,
        () -> {
          if (is(incarnation)) {
            beat();
          }
        });
  }

  private void words() {
    String name = worker.incarnationName();
    List<Report> reports = worker.reports();
    if (!joined) {
      Long within = ends == 0 ? null : Math.max(0, ends - course.now());
      tell(new Event.Joined(name(), name, room(), "p", reports, within));
      return;
    }
    List<Event.Outcome> outcomes = worker.outcomes();
    for (Event.Outcome o : outcomes) {
      course.within(2_000, () -> settle(worker.incarnation(), o));
      if (course.mishap(0.1)) {
        course.within(9_000, () -> settle(worker.incarnation(), o));
      }
    }
    for (Event.Saved s : worker.takeSaved()) {
      course.within(15_000, () -> send(s)); // the job may be gone then
      if (course.mishap(0.1)) {
        course.within(60_000, () -> send(s));
      }
    }
    if (leaving && outcomes.isEmpty() && reports.isEmpty()) {
      tell(new Event.Left(name(), name));
      int incarnation = worker.incarnation();
      course.after(
          HEARTBEAT,
          () -> {
            if (is(incarnation)) {
              kill();
            }
          });
    } else {
      tell(
          leaving ? new Event.Leaving(name(), name, null) : new Event.Heard(name(), name, reports));
    }
  }

  private boolean passes() {
    return coordinator.isUp() && connected && !course.mishap(0.1);
  }

  private void tell(Event.Word word) {
    int incarnation = worker.incarnation();
    course.within(6_000, () -> exchange(incarnation, word)); // later words may come first
  }

  private void exchange(int incarnation, Event.Word word) {
    if (!passes()) {
      return;
    }
    try {
      coordinator.decide(word);
    } catch (RefusedException e) {
      joined &= !is(incarnation);
      return;
    }
    List<Order> orders = Order.of(coordinator.state(), name());
    course.within(500, () -> answered(incarnation, word, orders));
  }

  private void answered(int incarnation, Event.Word word, List<Order> orders) {
    if (!is(incarnation) || !passes()) {
      return;
    }
    worker.advance(course.now());
    joined |= word instanceof Event.Joined;
    for (int times = course.mishap(0.1) ? 2 : 1; times > 0; times--) {
      orders.forEach(coordinator::fetched);
      worker.obey(orders, course.now());
    }
    seen();
  }

  private void send(Event.Saved saved) {
    if (passes()) {
      coordinator.take(saved.checkIn().files(), saved, taken -> {});
    }
  }

  private void settle(int incarnation, Event.Outcome outcome) {
    if (passes()) {
      coordinator.take(files(outcome), outcome, taken -> settled(incarnation, outcome));
    }
  }

  private static @Nullable String files(Event.Outcome outcome) {
    if (outcome instanceof Event.Ended ended) {
      return ended.result().files();
    }
    CheckIn checkIn = outcome instanceof Event.Stopped stopped ? stopped.checkIn() : null;
    return checkIn == null ? null : checkIn.files();
  }

  private void settled(int incarnation, Event.Outcome outcome) {
    course.within(
        200,
        () -> {
          if (is(incarnation) && passes()) {
            worker.settled(outcome);
            seen();
          }
        });
  }
}
