package dev.cairn.snapshot.store;

import org.jspecify.annotations.Nullable;

/**
 * The mark of a finished job.
 *
 * @param exit the job's exit code
 * @param stateDigest of the last snapshot, or null where none was taken
 * @param timeMillis when it finished, since the epoch
 */
public record Done(int exit, @Nullable String stateDigest, long timeMillis) {}
