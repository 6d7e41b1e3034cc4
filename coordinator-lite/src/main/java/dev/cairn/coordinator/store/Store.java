package dev.cairn.coordinator.store;

import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.core.Transition;
import java.util.List;

/** Makes decisions durable. Used by one thread at a time. */
public interface Store extends AutoCloseable {
  /** All that was committed. */
  State load();

  /** Returns when all of the decision would survive a power loss; else none of it is there. */
  void commit(Decision decision);

  /** What happened to a job, oldest first. */
  List<Transition> history(long job);

  /** The number of the latest step in the history of all jobs; 0 where there is none. */
  long latest();

  /**
   * The steps of all jobs after one, oldest first.
   *
   * @param number of the last that is known, 0: none is
   * @param limit no more than that
   */
  List<Recorded> since(long number, int limit);

  @Override
  void close();
}
