package dev.cairn.benchmarks.heap;

import dev.cairn.benchmarks.Sample;

/**
 * What one serialiser took for one graph.
 *
 * @param encode processor time in nanoseconds of each repetition
 * @param decode processor time in nanoseconds of each repetition
 * @param bytes encoded
 * @param largeStack whether the default stack was too small
 * @param first nanoseconds of the first encoding in a fresh JVM
 * @param allocated bytes that an encoding allocates; -1 where the collector ran meanwhile
 */
record Costs(
    Sample encode, Sample decode, long bytes, boolean largeStack, long first, long allocated) {}
