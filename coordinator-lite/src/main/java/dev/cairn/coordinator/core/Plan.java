package dev.cairn.coordinator.core;

import java.util.List;
import java.util.Map;

/**
 * What the scheduler wants done now, and why the rest waits.
 *
 * @param starts in the order in which they were chosen
 * @param stops what is to make room
 * @param waits why each job that waits does, in words
 * @param until when it could be another, if nothing but the time changed
 */
record Plan(List<Start> starts, List<Halt> stops, Map<Long, String> waits, long until) {
  /** A job gets a host. */
  record Start(long job, String host) {}

  /** A job is to give its host back. */
  record Halt(long job, Lease.Purpose purpose, String reason) {}
}
