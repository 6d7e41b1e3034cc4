package dev.cairn.annotations;

/** Calls a program may make to Cairn. Each does nothing without the agent. Thread-safe. */
public final class Cairn {
  private Cairn() {}

  /**
   * A safe point outside any marked loop: the job may be stopped, saved, and continued right after
   * this call. The agent replaces the call; without the agent it returns at once.
   */
  public static void safePoint() {}
}
