package dev.cairn.coordinator.simulate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one way. Times are hours.
 *
 * @param way in words
 * @param jobs that were submitted
 * @param done those of them that were done in time
 * @param allDoneAt when the last was, or null where some never were
 * @param completion from submission to done, of those that were done, or null where none was
 * @param priorities the highest first
 * @param slotHours where the hosts' time went
 * @param starts of jobs on a host
 * @param stops that the scheduler asked for
 * @param hostsAway how often a host went away
 * @param doneAt when each job was done, by time
 */
public record WayResult(
    String way,
    int jobs,
    int done,
    @Nullable Double allDoneAt,
    @Nullable Completion completion,
    List<OfPriority> priorities,
    SlotHours slotHours,
    int starts,
    int stops,
    int hostsAway,
    List<Double> doneAt) {
  /** From submission to done. */
  public record Completion(double mean, double median, double p95) {}

  /**
   * The jobs of a priority.
   *
   * @param waited until it first ran, the mean of those that did, or null
   * @param completion of those done, the mean, or null
   */
  public record OfPriority(
      int priority, int jobs, int done, @Nullable Double waited, @Nullable Double completion) {}

  /**
   * Where the hosts' time went, until all was done or the end.
   *
   * @param available all of it
   * @param done work of jobs that are done
   * @param kept work of jobs that are not done, which they still have
   * @param lost work that was done and is gone
   * @param overhead slots that were a job's while it didn't work: starts, stops, snapshots
   */
  public record SlotHours(
      double available, double done, double kept, double lost, double overhead) {
    /** The part that was of use. */
    public double useful() {
      return available == 0 ? 0 : (done + kept) / available;
    }
  }
}
