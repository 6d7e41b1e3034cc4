package dev.cairn.coordinator.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.simulate.SimulatedWorker;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What must hold after every decision, said without the scheduler's own words. */
final class Checker {
  private final Policy policy;
  private final Set<Long> acknowledged = new HashSet<>();
  private final Map<String, String> owners = new HashMap<>();
  private final Map<Long, Job.Result> results = new HashMap<>();
  private final Map<Long, Long> generations = new HashMap<>();
  private final Map<String, Map<String, Long>> disks = new HashMap<>();
  private final Set<String> stopped = new HashSet<>();
  private final Set<String> over = new HashSet<>();

  Checker(Policy policy) {
    this.policy = policy;
  }

  void acknowledged(long job) {
    acknowledged.add(job);
  }

  Set<Long> acknowledged() {
    return acknowledged;
  }

  void check(Decision decision) {
    State state = decision.state();
    for (long id : acknowledged) {
      if (state.job(id) == null) {
        throw new AssertionError("job " + id + ", which was acknowledged, is lost");
      }
    }
    nobodyWaitsForLower(state);
    if (decision.isNothing()) {
      return;
    }
    decision.jobs().forEach(job -> job(state, job));
    state.hosts().forEach(host -> fits(state, host));
    assertThat(state.index()).as("what is kept beside jobs and hosts").isEqualTo(anew(state));
    Plan again = Scheduler.wholePlan(state, policy);
    assertThat(again.starts()).as("what one more look would start").isEmpty();
    assertThat(again.stops()).as("what one more look would stop").isEmpty();
  }

  private Index anew(State state) {
    State anew = State.EMPTY.under(policy);
    for (Job job : Stream.concat(state.ended().stream(), state.active().stream()).toList()) {
      anew = anew.with(job);
    }
    for (Host host : state.hosts()) {
      anew = anew.with(host);
    }
    return anew.index();
  }

  /** An outcome was taken: what its worker says of that lease from now on counts for nothing. */
  void taken(State before, Event.Outcome outcome) {
    over.add(outcome.job() + "/" + outcome.epoch());
    assertThat(before.active().get(outcome.job()).epoch())
        .as("epoch of %s, which was taken", outcome)
        .isEqualTo(outcome.epoch());
  }

  /** A generation was taken of a job that runs on: its lease stands, and no host takes it along. */
  void saved(State state, Event.Saved saved) {
    Job job = state.job(saved.job());
    assertThat(over)
        .as("leases that were given back")
        .doesNotContain(job.id() + "/" + saved.epoch());
    assertThat(job.epoch()).as("epoch of %s, which was taken", saved).isEqualTo(saved.epoch());
    assertThat(job.work().newest().generation())
        .as("newest check-in after %s", saved)
        .isGreaterThanOrEqualTo(saved.checkIn().generation());
  }

  /**
   * Time was told to go by: who is silent is given up, and so is what was to be elsewhere by now.
   */
  void ticked(State state) {
    for (Host host : state.hosts()) {
      if (host.deadline() > 0 && state.time() >= host.deadline()) {
        assertThat(state.leasedTo(host.name())).as("jobs of %s", host).isEmpty();
      }
      if (host.up()) {
        assertThat(state.time() - host.heard())
            .as("silence of %s", host)
            .isLessThanOrEqualTo(policy.lostAfter().toMillis());
      }
    }
  }

  /** What jobs would go on from, and how they ended, is all there. */
  void held(State state, SimulatedChunks chunks) {
    state.jobs().forEach(job -> held(job.id(), job.files(), chunks));
  }

  void fetched(Order order, SimulatedChunks chunks) {
    held(order.job(), order.files(), chunks);
  }

  private static void held(long job, String files, SimulatedChunks chunks) {
    if (!chunks.isWhole(files)) {
      throw new AssertionError(files + " of job " + job + " are not there, or torn");
    }
  }

  /**
   * What lies on a host's disk: of each lease the newest whole generation, which only a newer one
   * that is whole may follow.
   */
  void disk(String host, Map<String, Long> newest) {
    Map<String, Long> before = disks.getOrDefault(host, Map.of());
    newest.forEach(
        (lease, generation) ->
            assertThat(generation)
                .as("newest whole generation of %s on %s", lease, host)
                .isGreaterThanOrEqualTo(before.getOrDefault(lease, 0L)));
    disks.put(host, newest);
  }

  void diskLost(String host) {
    disks.remove(host);
  }

  private void job(State state, Job job) {
    Lease lease = job.lease();
    if (lease != null) {
      String key = job.id() + "/" + job.epoch();
      assertThat(over).as("leases that were given back").doesNotContain(key);
      if (!owners.containsKey(key)) {
        assertThat(state.hosts().get(lease.host()).isOpen())
            .as("whether %s was open", key)
            .isTrue();
      }
      assertThat(owners.computeIfAbsent(key, k -> lease.host()))
          .as("owner of job and epoch %s", key)
          .isEqualTo(lease.host());
      if (lease.stop() != null && stopped.add(key) && isForOthers(lease.stop().purpose())) {
        assertThat(lease.started()).as("start of what was stopped").isNotNegative();
        assertThat(state.time() - lease.started())
            .as("how long job and epoch %s ran", key)
            .isGreaterThanOrEqualTo(policy.minimumRun().toMillis());
        assertThat(job.wasSaved()).isTrue();
      }
    }
    assertThat(lease != null)
        .as("whether %s has a lease", job)
        .isEqualTo(
            switch (job.state()) {
              case STAGING, RUNNING, SNAPSHOTTING -> true;
              case MIGRATING -> lease != null;
              default -> false;
            });
    Job.Result result = job.work().result();
    if (result != null) {
      assertThat(results.computeIfAbsent(job.id(), k -> result)).isSameAs(result);
      assertThat(result.files()).isEqualTo(SimulatedWorker.undisturbed(job));
    }
    CheckIn newest = job.work().newest();
    if (newest != null) {
      assertThat(newest.generation())
          .as("newest check-in of job %d", job.id())
          .isGreaterThanOrEqualTo(generations.getOrDefault(job.id(), 0L));
      generations.put(job.id(), newest.generation());
    }
  }

  private static boolean isForOthers(Lease.Purpose purpose) {
    return purpose == Lease.Purpose.PREEMPT || purpose == Lease.Purpose.SLICE;
  }

  private static void fits(State state, Host host) {
    Amount used =
        state.leasedTo(host.name()).stream()
            .map(j -> j.spec().needs())
            .reduce(Amount.NONE, Amount::plus);
    if (!used.fitsIn(host.up() ? host.room() : Amount.NONE)) {
      throw new AssertionError(used + " are leased of " + host);
    }
  }

  /**
   * The first of those that wait, by what it counts as, either can't be helped by stopping those
   * below it that may be stopped, or room is being made for it already.
   */
  private void nobodyWaitsForLower(State state) {
    Aging aging = Aging.of(policy.aging());
    Job first = null;
    for (Job job : state.active()) {
      if (job.isCandidate()
          && isReady(state, job)
          && (first == null || isBefore(job, first, aging.step()))) {
        first = job;
      }
    }
    if (first == null) {
      return;
    }
    int counts = aging.waiting(first, state.time());
    Shape asked = Shape.of(first);
    boolean reliable = state.hosts().stream().anyMatch(asked::suits);
    Shape shape = reliable ? asked : asked.asBatch();
    boolean helped = false;
    boolean couldBe = false;
    for (Host host : state.hosts()) {
      if (!shape.suits(host)) {
        continue;
      }
      Amount staying = Amount.NONE;
      Amount protectedOnes = Amount.NONE;
      for (Job other : state.leasedTo(host.name())) {
        Amount needs = other.spec().needs();
        Lease lease = other.lease();
        if (lease.stop() == null) {
          staying = staying.plus(needs);
          boolean mayBeStopped =
              other.priority() < counts
                  && lease.started() >= 0
                  && state.time() - lease.started() >= guaranteed(other, counts, aging)
                  && other.wasSaved();
          protectedOnes = mayBeStopped ? protectedOnes : protectedOnes.plus(needs);
        }
      }
      helped |= first.spec().needs().fitsIn(host.room().minus(staying));
      couldBe |= first.spec().needs().fitsIn(host.room().minus(protectedOnes));
    }
    if (couldBe && !helped) {
      throw new AssertionError(first + " waits for lower ones");
    }
  }

  private static boolean isBefore(Job a, Job b, long step) {
    long ahead =
        step == 0
            ? (long) a.priority() - b.priority()
            : a.priority() * step - a.turn() - (b.priority() * step - b.turn());
    return ahead > 0 || (ahead == 0 && a.turn() < b.turn());
  }

  /** For how long a job runs before it is stopped for one that counts as this. */
  private long guaranteed(Job job, int counts, Aging aging) {
    return (aging.entitled(job) < counts ? policy.minimumRun() : policy.slice()).toMillis();
  }

  private static boolean isReady(State state, Job job) {
    Long after = job.spec().after();
    return after == null || state.job(after).state() == JobState.DONE;
  }

  /** The faults are over and time has passed. */
  void checkEnd(State state, Set<Long> removed) {
    List<Job> unfinished =
        acknowledged.stream()
            .filter(id -> !removed.contains(id))
            .map(state::job)
            .filter(job -> job.state() != JobState.DONE && isReady(state, job))
            .toList();
    assertThat(Stream.concat(state.active().stream(), state.ended().stream()))
        .as("jobs of the same submission")
        .doesNotHaveDuplicates()
        .extracting(job -> job.spec().key())
        .doesNotHaveDuplicates();
    assertThat(unfinished).as("acknowledged and not done in the end").isEmpty();
  }
}
