package dev.cairn.coordinator.worker;

import dev.cairn.coordinator.core.Amount;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a worker is set up.
 *
 * @param host the name its host goes by
 * @param directory where its jobs lie; they outlive it
 * @param room what it offers
 * @param platform its platform class
 * @param java runs the jobs
 * @param agent the agent's jar
 * @param cacheBytes so much it keeps of jobs that left it
 * @param until when this machine goes away, or null where nobody knows
 */
public record WorkerSetup(
    String host,
    Path directory,
    Amount room,
    String platform,
    Path java,
    Path agent,
    long cacheBytes,
    @Nullable Instant until) {}
