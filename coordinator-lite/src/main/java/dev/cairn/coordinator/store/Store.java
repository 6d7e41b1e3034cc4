package dev.cairn.coordinator.store;

import dev.cairn.coordinator.core.Decision;
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

  @Override
  void close();
}
