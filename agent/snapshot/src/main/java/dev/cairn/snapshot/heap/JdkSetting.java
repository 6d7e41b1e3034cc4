package dev.cairn.snapshot.heap;

import java.util.SortedMap;

/**
 * Something that the JDK keeps for the whole JVM, and that a job can change by a call. One notes on
 * construction what it was before the job began. No job code runs in any of the methods.
 */
interface JdkSetting {
  /**
   * Stores what the job has changed, under names of its own.
   *
   * @throws dev.cairn.snapshot.NotCapturableException another JVM can't be given what the job set
   */
  void capture(Thread job, SortedMap<String, String> state);

  /** Puts back what {@link #capture} stored. */
  default void restore(SortedMap<String, String> state, Thread job) {}
}
