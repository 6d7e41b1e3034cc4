package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * Who owns a job now. The epoch stands in the job and outlives the lease: who comes back with an
 * older one can't commit.
 *
 * @param host the owner
 * @param granted when, by the coordinator's clock
 * @param started when the job's JVM was seen to run, or -1
 * @param stop that it is to be given back, and why, or null
 */
public record Lease(String host, long granted, long started, @Nullable Stop stop) {
  /** Why a job is to be stopped; what becomes of it then. */
  public enum Purpose {
    PREEMPT,
    SLICE,
    DRAIN,
    MIGRATE,
    PAUSE,
    HOLD
  }

  /** A stop that was asked for. */
  public record Stop(Purpose purpose, long since, String reason) {}

  Lease startedAt(long now) {
    return new Lease(host, granted, now, stop);
  }

  Lease stopping(Stop why) {
    return new Lease(host, granted, started, why);
  }
}
