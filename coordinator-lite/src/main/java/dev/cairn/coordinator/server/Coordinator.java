package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Decision;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Order;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.Recorded;
import dev.cairn.coordinator.core.State;
import dev.cairn.coordinator.core.Transition;
import dev.cairn.coordinator.store.Store;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The state that counts. Events are decided one after the other; what an event brought about is
 * seen, and answered, only when it is durable. Thread-safe.
 */
final class Coordinator {
  private final Decider decider;
  private final Store store;
  private final Clock clock;
  private State state;

  /** How many decisions have changed something. */
  private long changes;

  private volatile boolean durable = true;

  Coordinator(Policy policy, Store store, Clock clock) {
    this.decider = new Decider(policy);
    this.store = store;
    this.clock = clock;
    this.state = store.load();
  }

  /**
   * Takes an event.
   *
   * @return the job it was about, 0: none
   * @throws dev.cairn.coordinator.core.RefusedException it can't be done
   */
  synchronized long take(Event event) {
    Decision decision = decider.decide(state, event, clock.millis());
    if (!decision.isNothing()) {
      commit(decision);
    }
    state = decision.state();
    notifyAll();
    return decision.answer();
  }

  private void commit(Decision decision) {
    try {
      store.commit(decision);
      durable = true;
      changes++;
    } catch (RuntimeException e) {
      durable = false;
      throw e;
    }
  }

  synchronized State state() {
    return state;
  }

  synchronized String why(long job) {
    return decider.why(state, job, clock.millis());
  }

  synchronized List<Transition> history(long job) {
    return store.history(job);
  }

  /** Whether the latest decision could be made durable. */
  boolean isDurable() {
    return durable;
  }

  /** The latest steps of all jobs, oldest first. */
  synchronized List<Recorded> latest(int count) {
    return store.since(Math.max(0, store.latest() - count), count);
  }

  /** The number of the latest step of all jobs. */
  synchronized long latest() {
    return store.latest();
  }

  /**
   * What is new.
   *
   * @param changes grows with all that changes
   */
  record News(List<Recorded> steps, long changes) {}

  /** What is new since a step and a count of changes, as soon as there is, or time is over. */
  synchronized News newsSince(long step, long known, int limit, long patienceMillis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0 || changes != known || store.latest() > step) {
        return new News(store.since(step, limit), changes);
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** The orders of a host, as soon as they differ from those it knows, or when time is over. */
  synchronized List<Order> ordersUnlike(
      String host, Predicate<List<Order>> known, long patienceMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (true) {
      List<Order> orders = Order.of(state, host);
      long left = end - System.nanoTime();
      if (left <= 0 || !known.test(orders)) {
        return orders;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** A job, as soon as it is in another state than one that is known, or when time is over. */
  synchronized @Nullable Job jobUnlike(long id, @Nullable JobState known, long patienceMillis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    while (true) {
      Job job = state.job(id);
      long left = end - System.nanoTime();
      if (left <= 0 || job == null || job.state() != known) {
        return job;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
