package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * What a worker tells of a job with each heartbeat.
 *
 * @param job its number
 * @param epoch of the lease it runs under
 * @param started whether its JVM runs; false while its files are fetched
 * @param generation the newest good one at the worker, 0: none yet
 * @param savedAtMillis when that was written, by the worker's clock
 * @param writeMillis how long that took, from the captured state to the durable file; 0: not known
 * @param counter of the job's loop, or null where that has none
 * @param outside what it writes to outside of its folder, which stays behind when it moves, or null
 * @param refusal why the latest snapshot was refused, or null
 * @param sent what the latest generation took that was sent while the job runs, or null
 * @param arrival how the job was taken up under this lease, once it goes on from what it was
 *     elsewhere; else null
 */
public record Report(
    long job,
    long epoch,
    boolean started,
    long generation,
    long savedAtMillis,
    long writeMillis,
    @Nullable Long counter,
    @Nullable String outside,
    @Nullable String refusal,
    @Nullable Sent sent,
    Move.@Nullable Arrival arrival) {
  /**
   * What was sent of a generation.
   *
   * @param bytes of chunks that the coordinator had not
   * @param millis how long that took
   */
  public record Sent(long bytes, long millis) {}
}
