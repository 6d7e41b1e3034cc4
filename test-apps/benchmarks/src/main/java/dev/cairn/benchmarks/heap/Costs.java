package dev.cairn.benchmarks.heap;

/**
 * What one serialiser took for one graph.
 *
 * @param encode processor time in nanoseconds, median
 * @param decode processor time in nanoseconds, median
 * @param bytes encoded
 * @param largeStack whether the default stack was too small
 * @param first nanoseconds of the first encoding in a fresh JVM
 */
record Costs(double encode, double decode, long bytes, boolean largeStack, long first) {}
