package dev.cairn.benchmarks.peers;

/** Whether a stop is wanted: never, but no compiler knows. */
public final class Request {
  public static volatile boolean wanted;

  private Request() {}
}
