package dev.cairn.coordinator.core;

import org.jspecify.annotations.Nullable;

/**
 * One step in a job's life, as its history shows it.
 *
 * @param host who has the job after it, or null
 */
public record Transition(long job, long time, JobState to, String reason, @Nullable String host) {}
