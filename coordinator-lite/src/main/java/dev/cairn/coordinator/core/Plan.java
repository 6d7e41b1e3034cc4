package dev.cairn.coordinator.core;

import java.util.List;

/**
 * What the scheduler wants done now.
 *
 * @param starts in the order in which they were chosen
 * @param stops what is to make room
 * @param claims jobs and the hosts where they wait for room, in the order of their turns
 * @param until when it could be another, if nothing but the time changed
 */
record Plan(List<Start> starts, List<Halt> stops, List<Start> claims, long until) {
  /** A job gets a host. */
  record Start(long job, String host) {}

  /** A job is to give its host back. */
  record Halt(long job, Lease.Purpose purpose, String reason) {}
}
