package dev.cairn.coordinator.core;

/** One step in a job's life, as its history shows it. */
public record Transition(long job, long time, JobState to, String reason) {}
