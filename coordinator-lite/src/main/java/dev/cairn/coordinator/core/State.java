package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that the coordinator knows. Immutable.
 *
 * @param active jobs that may still do something, by number
 * @param ended jobs that are over, by number
 * @param keys numbers by the key of their submission
 * @param hosts by name
 * @param lastJob the highest number given
 * @param time the latest the coordinator has seen: it never goes back
 * @param quietUntil until then there is nothing to decide unless something changes that the
 *     scheduler looks at; follows from the rest, and is not stored
 * @param next by host, the job that waits for room there and is first to get it; follows from the
 *     rest, and is not stored
 * @param index follows from jobs and hosts, and is not stored
 */
public record State(
    SortedTable<Long, Job> active,
    SortedTable<Long, Job> ended,
    SortedTable<String, Long> keys,
    SortedTable<String, Host> hosts,
    long lastJob,
    long time,
    long quietUntil,
    Map<String, Long> next,
    Index index) {

  public static final State EMPTY =
      new State(
          SortedTable.empty(),
          SortedTable.empty(),
          SortedTable.empty(),
          SortedTable.empty(),
          0,
          0,
          0,
          Map.of(),
          Index.EMPTY);

  public @Nullable Job job(long id) {
    Job job = active.get(id);
    return job != null ? job : ended.get(id);
  }

  /** The job submitted under this key, if one was. */
  public @Nullable Job submitted(String key) {
    Long id = keys.get(key);
    return id == null ? null : job(id);
  }

  /** All jobs that have not been removed, by number. */
  public Stream<Job> jobs() {
    return Stream.concat(ended.stream(), active.stream())
        .filter(job -> job.state() != JobState.REMOVED)
        .sorted((a, b) -> Long.compare(a.id(), b.id()));
  }

  /** The jobs that a host owns, by number. */
  public List<Job> leasedTo(String host) {
    List<Job> jobs = new ArrayList<>();
    for (long id : index.leasesOf(host).jobs()) {
      jobs.add(Objects.requireNonNull(active.get(id)));
    }
    return jobs;
  }

  /** With a job as it is now. */
  public State with(Job job) {
    Job before = job(job.id());
    boolean over = job.state().isFinal();
    State changed =
        new State(
            over ? active.without(job.id()) : active.with(job.id(), job),
            over ? ended.with(job.id(), job) : ended,
            before == null ? keys.with(job.spec().key(), job.id()) : keys,
            hosts,
            Math.max(lastJob, job.id()),
            time,
            quietUntil,
            next,
            index);
    return changed.with(index.with(before, job, changed));
  }

  /** With a host as it is now. */
  public State with(Host host) {
    return new State(
        active,
        ended,
        keys,
        hosts.with(host.name(), host),
        lastJob,
        time,
        quietUntil,
        next,
        index.with(hosts.get(host.name()), host));
  }

  /** With those that wait in the order in which this policy has them. */
  public State under(Policy policy) {
    Aging aging = Aging.of(policy.aging());
    return aging.equals(index.aging()) ? this : with(index.aging(aging, this));
  }

  /** At this time, or at its own where that is later. */
  public State at(long now) {
    return new State(
        active, ended, keys, hosts, lastJob, Math.max(time, now), quietUntil, next, index);
  }

  /** All is decided until then. */
  State settled(long then, Map<String, Long> claims) {
    return new State(active, ended, keys, hosts, lastJob, time, then, claims, index);
  }

  private State with(Index other) {
    return new State(active, ended, keys, hosts, lastJob, time, quietUntil, next, other);
  }
}
