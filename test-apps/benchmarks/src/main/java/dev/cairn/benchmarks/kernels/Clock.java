package dev.cairn.benchmarks.kernels;

import java.lang.management.ManagementFactory;

/**
 * Processor time of the thread, not time of the wall: another program on the machine disturbs it
 * least.
 */
final class Clock {
  private Clock() {}

  static long nanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
