package dev.cairn.benchmarks.kernels;

/**
 * A piece of work of some ten milliseconds. Safe points are marked twice: for Cairn by an
 * annotation, for peers by a comment where the loop turns, which becomes a call of theirs
 * (peers/*.sed).
 */
interface Kernel {
  /** Does the work; the result depends on all of it, so that none of it can be left out. */
  double run(Passes passes);
}
