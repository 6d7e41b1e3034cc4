package dev.cairn.coordinator.core;

import dev.cairn.coordinator.simulate.SimulatedWorker;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** People who submit jobs and change their minds. */
final class SimulatedUsers {
  private final Course course;
  private final SimulatedCoordinator coordinator;
  private final List<SimulatedHost> hosts;
  private final Set<Long> removed = new HashSet<>();

  SimulatedUsers(Course course, SimulatedCoordinator coordinator, List<SimulatedHost> hosts) {
    this.course = course;
    this.coordinator = coordinator;
    this.hosts = hosts;
  }

  void begin() {
    int jobs = 4 + course.below(12);
    for (int i = 0; i < jobs; i++) {
      String key = "key" + i;
      course.after(course.below(400_000), () -> submit(key));
    }
    course.after(course.below(20_000), this::changeTheirMinds);
  }

  /** The jobs that somebody removed. */
  Set<Long> removed() {
    return removed;
  }

  private void submit(String key) {
    Amount needs = new Amount(1 + (course.chance(0.2) ? 1 : 0), course.below(300));
    if (hosts.stream().noneMatch(h -> needs.fitsIn(h.room()))) {
      return;
    }
    long last = coordinator.state().lastJob();
    JobSpec spec =
        new JobSpec(
            key,
            "job",
            needs,
            null,
            last > 0 && course.chance(0.15) ? (Long) last : null,
            SimulatedWorker.files(2_000 + course.below(120_000)),
            List.of("Main"),
            "");
    send(new Event.Submit(spec, course.below(4), false));
  }

  /** A submission is repeated until it is acknowledged, or refused. */
  private void send(Event.Submit submit) {
    JobSpec spec = submit.spec();
    if (!coordinator.isUp() || course.chance(0.2)) {
      course.after(3_000, () -> send(submit)); // it didn't arrive
      return;
    }
    boolean[] answered = {false};
    coordinator.take(
        spec.files(),
        submit,
        taken -> {
          answered[0] = !taken || course.chance(0.8);
          if (taken && answered[0]) {
            coordinator.checker().acknowledged(coordinator.state().submitted(spec.key()).id());
          }
        });
    course.after(
        9_000,
        () -> {
          if (!answered[0]) {
            send(submit);
          }
        });
  }

  private void changeTheirMinds() {
    if (course.isMended()) {
      return;
    }
    long last = coordinator.state().lastJob();
    if (coordinator.isUp() && last > 0) {
      long id = 1L + course.below((int) last);
      ask(request(id, course.oneOf(hosts).name()));
    }
    course.after(course.below(20_000), this::changeTheirMinds);
  }

  private Event.Request request(long id, String host) {
    return switch (course.below(12)) {
      case 0 -> new Event.Pause(id);
      case 1, 2 -> new Event.Resume(id);
      case 3 -> new Event.Hold(id);
      case 4, 5 -> new Event.Release(id);
      case 6 -> new Event.Migrate(id, host);
      case 7 -> new Event.Migrate(id, null);
      case 8 -> new Event.Prioritise(id, course.below(5));
      case 9 ->
          new Event.Drain(host, course.chance(0.5) ? null : (Long) (long) course.below(60_000));
      case 10 -> new Event.Uncordon(host);
      default -> course.chance(0.3) ? new Event.Remove(id) : new Event.Cordon(host);
    };
  }

  private void ask(Event.Request request) {
    if (request instanceof Event.Remove remove) {
      removed.add(remove.job());
    }
    try {
      coordinator.decide(request);
    } catch (RefusedException e) {
      if (e.kind() == RefusedException.Kind.STALE) {
        throw e;
      }
    }
  }

  /** Now and again they let everything go on. */
  void letGoOn() {
    hosts.forEach(h -> ask(new Event.Uncordon(h.name())));
    for (Job job : coordinator.state().active().stream().toList()) {
      ask(new Event.Resume(job.id()));
      ask(new Event.Release(job.id()));
      if (job.place().only() != null || job.place().not() != null) {
        hosts.stream()
            .filter(h -> job.spec().needs().fitsIn(h.room()))
            .forEach(h -> ask(new Event.Migrate(job.id(), h.name())));
      }
    }
    course.after(60_000, this::letGoOn);
  }
}
