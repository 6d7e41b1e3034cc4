package dev.cairn.coordinator.core;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a host's worker is to bring about for one job. Orders are all that a worker is told: those
 * of a host are derived from the state alone, so that none can be lost, and doing them twice is
 * doing them once. A job that stands in no order is not this host's (any more).
 *
 * @param job its number
 * @param epoch of the lease
 * @param stop whether it is to be given back, else it is to run
 * @param spec as submitted
 * @param files the manifest to begin with: of the newest check-in, else of the submission
 * @param everySeconds how often to save it
 */
public record Order(
    long job, long epoch, boolean stop, JobSpec spec, String files, long everySeconds) {

  /** The orders of a host's worker, by job. */
  public static List<Order> of(State state, String host) {
    Host h = state.hosts().get(host);
    return h == null
        ? List.of()
        : state.leasedTo(host).stream().map(job -> of(state, h, job)).toList();
  }

  private static Order of(State state, Host host, Job job) {
    Lease lease = job.lease();
    return new Order(
        job.id(),
        job.epoch(),
        lease != null && lease.stop() != null,
        job.spec(),
        job.files(),
        Daly.interval(state, job, host).toSeconds());
  }

  /**
   * The hosts beside this one that had the job before and so may have its chunks, latest first;
   * those that are there.
   */
  public static List<String> holders(State state, long id, String host) {
    Job job = state.active().get(id);
    return job == null
        ? List.of()
        : Stream.concat(Stream.ofNullable(job.place().last()), job.place().before().stream())
            .filter(p -> !p.equals(host) && isUp(state, p))
            .toList();
  }

  private static boolean isUp(State state, String name) {
    Host host = state.hosts().get(name);
    return host != null && host.up();
  }
}
