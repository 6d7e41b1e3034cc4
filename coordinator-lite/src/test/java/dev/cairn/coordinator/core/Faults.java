package dev.cairn.coordinator.core;

import java.util.List;

/** What goes wrong, until it is mended. */
final class Faults {
  private final Course course;
  private final SimulatedCoordinator coordinator;
  private final List<SimulatedHost> hosts;

  Faults(Course course, SimulatedCoordinator coordinator, List<SimulatedHost> hosts) {
    this.course = course;
    this.coordinator = coordinator;
    this.hosts = hosts;
  }

  void begin() {
    course.after(course.below(10_000), this::next);
  }

  private void next() {
    if (course.isMended()) {
      return;
    }
    SimulatedHost host = course.oneOf(hosts);
    switch (course.below(8)) {
      case 0 -> {
        host.kill();
        course.after(course.below(60_000), host::start);
      }
      case 1 -> {
        host.kill();
        host.loseDisk();
        course.after(course.below(60_000), host::start);
      }
      case 2 -> {
        host.connect(false);
        course.after(course.below(60_000), () -> host.connect(true));
      }
      case 3 -> {
        coordinator.die();
        course.after(course.below(40_000), coordinator::comeBack);
      }
      case 4 -> coordinator.jump(course.below(20_000) - 10_000);
      case 5 -> {
        host.signal();
        if (course.chance(0.5)) {
          course.after(course.below(5_000), host::signal);
        }
        course.after(40_000 + course.below(60_000), host::start);
      }
      case 6 -> host.slowDown(course.below(10_000));
      default -> host.slowDown(0);
    }
    course.after(course.below(60_000), this::next);
  }

  /** From here on nothing fails. */
  void mend() {
    coordinator.comeBack();
    for (SimulatedHost host : hosts) {
      host.connect(true);
      host.slowDown(0);
      host.start();
    }
  }
}
