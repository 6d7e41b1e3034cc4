package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** A coordinator to whom things happen, one after the other. Times are seconds. */
abstract class Scene {
  final Policy policy = policy(Duration.ZERO);
  Decider decider = new Decider(policy);
  State state = State.EMPTY;
  long now;

  static Policy policy(Duration aging) {
    return new Policy(
        Duration.ofSeconds(30), Duration.ofSeconds(100), aging, Duration.ofSeconds(20), 3);
  }

  Decision does(Event event) {
    Decision decision = decider.decide(state, event, now * 1000);
    state = decision.state();
    return decision;
  }

  void at(long second) {
    now = second;
    does(new Event.Tick());
  }

  void host(String name, int slots) {
    does(new Event.Joined(name, name + "#1", new Amount(slots, 1000), "p", List.of()));
  }

  long submit(int priority) {
    return submit(priority, new Amount(1, 100), null);
  }

  long submit(int priority, Amount needs, Long after) {
    String key = "key" + state.lastJob();
    JobSpec spec = new JobSpec(key, "n", needs, null, after, "files", List.of("Main"), "");
    return does(new Event.Submit(spec, priority, false)).answer();
  }

  /** Its worker tells of all that its host owns, a generation each. */
  void heard(String host) {
    List<Report> reports =
        state.leasedTo(host).stream().map(j -> report(j.id(), j.epoch(), 1)).toList();
    does(new Event.Heard(host, host + "#1", reports));
  }

  static Report report(long job, long epoch, long generation) {
    return new Report(job, epoch, true, generation, 0, 100, null, null, null, null, null);
  }

  void stopped(long id, long generation) {
    Job job = state.job(id);
    String host = job.lease().host();
    CheckIn checkIn = new CheckIn(job.epoch(), generation, "files of " + generation);
    does(new Event.Stopped(host, id, job.epoch(), checkIn, null));
  }

  void is(long id, JobState expected, String reason) {
    Job job = state.job(id);
    assertThat(job.state()).as(job.standing().reason()).isEqualTo(expected);
    assertThat(why(id)).contains(reason);
  }

  String why(long id) {
    return decider.why(state, id, now * 1000);
  }

  void on(long id, String host) {
    assertThat(state.job(id).lease().host()).isEqualTo(host);
  }

  Event.Saved saved(long id, long epoch, long generation) {
    return new Event.Saved(
        "a", id, epoch, new CheckIn(epoch, generation, "files of " + generation));
  }

  void hearing(long until, String... hosts) {
    while (now < until) {
      at(now + 10);
      List.of(hosts).forEach(this::heard);
    }
  }
}
