package dev.cairn.coordinator.simulate;

/**
 * What a worker does with a job besides letting it work, in milliseconds.
 *
 * @param start from the order to the first step: files are fetched, a JVM starts
 * @param stop from the order to the job given back
 * @param write for how long the job stands still while a generation is written
 * @param send until a generation of a job that runs is at the coordinator
 */
public record JobCosts(long start, long stop, long write, long send) {}
