package dev.cairn.benchmarks.kernels;

/** How often a kernel does its work in one call; it asks before each pass. */
interface Passes {
  /** Whether there is to be another pass. */
  boolean more();
}
