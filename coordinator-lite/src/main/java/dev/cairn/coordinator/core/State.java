package dev.cairn.coordinator.core;

import java.util.List;
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
 */
public record State(
    SortedTable<Long, Job> active,
    SortedTable<Long, Job> ended,
    SortedTable<String, Long> keys,
    SortedTable<String, Host> hosts,
    long lastJob,
    long time,
    long quietUntil) {

  public static final State EMPTY =
      new State(
          SortedTable.empty(),
          SortedTable.empty(),
          SortedTable.empty(),
          SortedTable.empty(),
          0,
          0,
          0);

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
    return active.stream()
        .filter(job -> job.lease() != null && job.lease().host().equals(host))
        .toList();
  }

  /** With a job as it is now. */
  public State with(Job job) {
    boolean over = job.state().isFinal();
    return new State(
        over ? active.without(job.id()) : active.with(job.id(), job),
        over ? ended.with(job.id(), job) : ended,
        keys.with(job.spec().key(), job.id()),
        hosts,
        Math.max(lastJob, job.id()),
        time,
        quietUntil);
  }

  /** With a host as it is now. */
  public State with(Host host) {
    return new State(active, ended, keys, hosts.with(host.name(), host), lastJob, time, quietUntil);
  }

  /** At this time, or at its own where that is later. */
  public State at(long now) {
    return new State(active, ended, keys, hosts, lastJob, Math.max(time, now), quietUntil);
  }

  State quietUntil(long then) {
    return new State(active, ended, keys, hosts, lastJob, time, then);
  }
}
