package dev.cairn.coordinator.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is left of one host while a plan is made.
 *
 * <pre>
 *   all of it  =  running  +  stopping  +  free
 *                             `---- soon ----´   less what is claimed by jobs that wait for it
 * </pre>
 */
final class Room {
  /** The cheapest first: the lowest priority, of these the one that was started last. */
  static final Comparator<Job> CHEAPEST =
      Comparator.comparingInt(Job::priority)
          .thenComparing(Comparator.comparingLong(Room::started).reversed())
          .thenComparing(Job::id);

  private final Host host;
  private final List<Job> running = new ArrayList<>();
  private Amount free;
  private Amount soon;

  Room(Host host) {
    this.host = host;
    this.free = host.room();
    this.soon = host.room();
  }

  Host host() {
    return host;
  }

  /** A job has a lease here. */
  void occupy(Job job) {
    Amount needs = job.spec().needs();
    Lease lease = job.lease();
    free = free.minus(needs);
    if (lease != null && lease.stop() == null) {
      running.add(job);
      soon = soon.minus(needs);
    }
  }

  /** What a job that begins now may have. */
  Amount now() {
    return new Amount(
        Math.min(free.slots(), soon.slots()), Math.min(free.memoryMiB(), soon.memoryMiB()));
  }

  /** What a job may have when all have stopped that were told to. */
  Amount soon() {
    return soon;
  }

  /** A job begins here. */
  void take(Amount needs) {
    free = free.minus(needs);
    soon = soon.minus(needs);
  }

  /** A job waits for room here: nobody behind it takes that, nor what is free of it already. */
  void claim(Amount needs) {
    free = free.minus(needs);
    soon = soon.minus(needs);
  }

  /** A running job is to stop. */
  void release(Job job) {
    running.remove(job);
    soon = soon.plus(job.spec().needs());
  }

  /**
   * Which of the running jobs that {@code may} be stopped have to be, so that there is room; null
   * where that isn't enough.
   */
  @Nullable List<Job> victims(Amount needs, Predicate<Job> may) {
    List<Job> chosen = new ArrayList<>();
    Amount room = soon;
    for (Job job : running.stream().filter(may).sorted(CHEAPEST).toList()) {
      if (needs.fitsIn(room)) {
        break;
      }
      chosen.add(job);
      room = room.plus(job.spec().needs());
    }
    return needs.fitsIn(room) ? onlyNeeded(chosen, needs, room) : null;
  }

  /** Without those that one chosen later makes needless, the dearest first. */
  private static List<Job> onlyNeeded(List<Job> chosen, Amount needs, Amount room) {
    List<Job> needed = new ArrayList<>(chosen);
    Amount left = room;
    for (int i = chosen.size() - 1; i >= 0; i--) {
      Amount without = left.minus(chosen.get(i).spec().needs());
      if (needs.fitsIn(without)) {
        needed.remove(i);
        left = without;
      }
    }
    return needed;
  }

  static long started(Job job) {
    Lease lease = job.lease();
    return lease == null || lease.started() < 0 ? Long.MAX_VALUE : lease.started();
  }
}
