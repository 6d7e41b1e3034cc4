package dev.cairn.benchmarks.scale;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A coordinator's state with hosts of four slots and ten jobs for each of them: four run, the
 * others wait. One host in a hundred takes no jobs, and so is idle; one job in ten has a higher
 * priority; jobs ask for eight different amounts of memory, hosts are of two platform classes.
 */
final class BusyCluster {
  static final int JOBS_PER_HOST = 10;
  static final int SLOTS = 4;
  static final int IDLE = 100;
  static final int HIGH = 5;
  static final int HIGHER = 9;

  private static final int MEMORY = 16_384;
  private static final int SHAPES = 8;
  private static final int ONE_IN = 10;

  /** Nobody's slice ends while single events are measured, and no host counts as silent. */
  static final Policy POLICY =
      new Policy(
          Duration.ofSeconds(30),
          Duration.ofHours(10),
          Duration.ZERO,
          Duration.ofDays(30),
          1_000_000);

  private final Decider decider = new Decider(POLICY);
  private final int hosts;
  private long now = 1;
  private State state = State.EMPTY;

  BusyCluster(int hosts) {
    this.hosts = hosts;
    for (int h = 0; h < hosts; h++) {
      join(h, 0);
      if (isIdle(h)) {
        take(new Event.Cordon(host(h)));
      }
    }
  }

  int hosts() {
    return hosts;
  }

  State state() {
    return state;
  }

  static String host(int number) {
    return "host" + number;
  }

  static boolean isIdle(int host) {
    return host % IDLE == 0;
  }

  /** Decides, a millisecond later. */
  Decision take(Event event) {
    Decision decision = decider.decide(state, event, ++now);
    state = decision.state();
    return decision;
  }

  /** Lets time go by, in milliseconds. */
  void pass(long millis) {
    now += millis;
  }

  String why(long job) {
    return decider.why(state, job, now);
  }

  /** A worker begins, or begins anew with nothing left. */
  Decision join(int host, int incarnation) {
    return take(
        new Event.Joined(
            host(host),
            host(host) + "#" + incarnation,
            new Amount(SLOTS, MEMORY),
            host % 2 == 0 ? "x86" : "arm",
            List.of()));
  }

  /** A worker that has not begun anew tells of its jobs. */
  Event heard(int host, long counter) {
    List<Report> reports = new ArrayList<>();
    for (Job job : state.leasedTo(host(host))) {
      reports.add(
          new Report(job.id(), job.epoch(), true, 1, now, 900, counter, null, null, null, null));
    }
    return new Event.Heard(host(host), host(host) + "#0", reports);
  }

  /** All jobs are there, none has been looked at. */
  void fill() {
    int jobs = hosts * JOBS_PER_HOST;
    for (int j = 1; j <= jobs; j++) {
      state =
          state.with(
              new Job(
                  j,
                  spec(j),
                  j % ONE_IN == 0 ? HIGH : 0,
                  new Job.Standing(JobState.QUEUED, "submitted", now),
                  now,
                  0,
                  null,
                  new Job.Place(null, null, null, List.of()),
                  new Job.Work(null, null, 0, null, 0, 0, null)));
    }
  }

  static JobSpec spec(long number) {
    return new JobSpec(
        "key-of-submission-" + number,
        "job " + number,
        new Amount(1, 1024L + 128 * (number % SHAPES)),
        null,
        null,
        "0123456789abcdef0123456789abcdef0123456789abcdef" + number,
        List.of("-cp", "simulation.jar", "com.example.Simulation", "--seed", "" + number),
        "every=60s");
  }
}
