package dev.cairn.coordinator.core;

import java.util.List;

/**
 * What came of an event.
 *
 * @param state as it is now
 * @param jobs those that changed
 * @param hosts those that changed
 * @param history what to remember
 * @param answer the job a request was about, 0: none
 */
public record Decision(
    State state, List<Job> jobs, List<Host> hosts, List<Transition> history, long answer) {
  public boolean isNothing() {
    return jobs.isEmpty() && hosts.isEmpty();
  }
}
