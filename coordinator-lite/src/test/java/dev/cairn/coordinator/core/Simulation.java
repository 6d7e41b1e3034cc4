package dev.cairn.coordinator.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A coordinator, workers and users in one thread and virtual time, with all that a seed makes go
 * wrong: workers and the coordinator die and come back, are signalled twice, disks are slow or
 * lost, what is being written is torn, networks are cut, messages are late, lost or doubled, the
 * coordinator's clock jumps.
 */
final class Simulation {
  private static final long END = Duration.ofHours(3).toMillis();
  private static final Policy POLICY =
      new Policy(
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofMinutes(4),
          Duration.ofSeconds(15),
          4);

  private final Course course;
  private final SimulatedCoordinator coordinator;
  private final List<SimulatedHost> hosts = new ArrayList<>();
  private final SimulatedUsers users;
  private final Faults faults;

  Simulation(long seed) {
    course = new Course(seed);
    coordinator = new SimulatedCoordinator(course, POLICY);
    users = new SimulatedUsers(course, coordinator, hosts);
    faults = new Faults(course, coordinator, hosts);
  }

  /** All that happened to jobs. */
  List<Transition> history() {
    return coordinator.history();
  }

  void run() {
    int count = 1 + course.below(4);
    for (int i = 0; i < count; i++) {
      Amount room = new Amount(1 + course.below(3), 1000);
      hosts.add(new SimulatedHost(course, coordinator, "h" + i, room));
    }
    hosts.forEach(SimulatedHost::start);
    coordinator.begin();
    users.begin();
    faults.begin();
    course.after(Course.FAULTS_UNTIL, faults::mend);
    course.after(Course.FAULTS_UNTIL, users::letGoOn);
    while (course.now() < END && !isOver() && course.step()) {
      // each step is one thing that happens
    }
    coordinator.checker().checkEnd(coordinator.state(), users.removed());
  }

  private boolean isOver() {
    return course.isMended() && coordinator.state().active().isEmpty();
  }
}
