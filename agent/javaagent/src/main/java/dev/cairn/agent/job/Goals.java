package dev.cairn.agent.job;

import dev.cairn.agent.options.AgentOptions;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The safe points, by number, at which something is wanted: {@code snapshot-at}, {@code stop-at}
 * and {@code digest-every}. Used on the job's thread alone.
 */
final class Goals {
  private static final int PATIENT_REFUSALS = 64;

  /** As a power of two. */
  private static final int LARGEST_GAP = 24;

  private final Deque<Long> snapshots;
  private final long stop;
  private final long digestEvery;
  private long digest = Long.MAX_VALUE;
  private long base;
  private long next;
  private int refusals;

  /**
   * @param digestEvery counted from C0, or 0
   */
  Goals(AgentOptions options, long digestEvery) {
    this.digestEvery = digestEvery;
    snapshots = new ArrayDeque<>(options.snapshotAt());
    stop = options.stopAt() > 0 ? options.stopAt() : Long.MAX_VALUE;
    next = first();
  }

  /** The job goes on where it had reached so many safe points. */
  void begin(long reachedBefore) {
    base = Math.max(0, reachedBefore);
    passed(0);
  }

  /** The number of the next safe point at which something is wanted. */
  long next() {
    return Math.min(next, digest);
  }

  /** Whether the state's digest is wanted at just this one. */
  boolean digestAt(long reached) {
    return reached == digest;
  }

  /** What was wanted at {@code reached} is done, or was not to be had there. */
  void passed(long reached) {
    if (digestEvery > 0) {
      digest = reached + digestEvery - (base + reached) % digestEvery;
    }
  }

  Requests.Want at(long reached) {
    if (reached >= stop) {
      return Requests.Want.STOP;
    }
    Long first = snapshots.peekFirst();
    return first != null && reached >= first ? Requests.Want.SNAPSHOT : Requests.Want.NOTHING;
  }

  /** The snapshot wanted at {@code reached} was taken. */
  void done(long reached) {
    while (!snapshots.isEmpty() && snapshots.getFirst() <= reached) {
      snapshots.removeFirst();
    }
    next = first();
    refusals = 0;
  }

  /**
   * It was refused: the very next safe point is tried, and after many refusals ever more distant
   * ones, since a try may walk the whole heap and a small loop has millions of safe points.
   */
  void refused(long reached) {
    int late = Math.max(0, ++refusals - PATIENT_REFUSALS);
    next = reached + (1L << Math.min(LARGEST_GAP, (late + 3) / 4));
  }

  private long first() {
    Long first = snapshots.peekFirst();
    return Math.min(stop, first == null ? Long.MAX_VALUE : first);
  }
}
