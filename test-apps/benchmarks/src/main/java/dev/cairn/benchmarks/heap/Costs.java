package dev.cairn.benchmarks.heap;

/**
 * What one serialiser took for one graph.
 *
 * @param encode processor time in nanoseconds, median
 * @param decode processor time in nanoseconds, median
 * @param bytes encoded
 * @param largeStack whether the default stack was too small
 * @param first nanoseconds of the first encoding in a fresh JVM
 * @param allocated bytes that an encoding allocates; -1 where the collector ran meanwhile
 */
record Costs(
    double encode, double decode, long bytes, boolean largeStack, long first, long allocated) {}
