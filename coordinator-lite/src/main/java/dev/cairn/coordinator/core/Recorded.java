package dev.cairn.coordinator.core;

/**
 * A step in the history of all jobs.
 *
 * @param number counted from 1 without gaps
 */
public record Recorded(long number, Transition step) {}
