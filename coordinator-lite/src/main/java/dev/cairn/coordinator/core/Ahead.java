package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * A job that will be a host's as soon as there is room: its worker may fetch the files before.
 *
 * @param files what the job will go on from there
 */
public record Ahead(long job, String files) {
  /** The next one of a host, or null where none waits for room there. */
  public static @Nullable Ahead of(State state, String host) {
    Long id = state.next().get(host);
    Job job = id == null ? null : state.active().get(id);
    return job == null || !job.isCandidate() ? null : new Ahead(job.id(), job.files());
  }
}
