package dev.cairn.benchmarks.kernels;

/** A piece of work of some ten milliseconds. */
interface Kernel {
  /** Does the work once; the result depends on all of it, so that none of it can be left out. */
  double run();
}
