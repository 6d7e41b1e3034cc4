package dev.cairn.agent;

import dev.cairn.runtime.Ending;

/** Ends the process by the agent's will: the job isn't done. */
public final class OwnHalt {
  private OwnHalt() {}

  /** Ends the process at once. */
  public static void halt(int code) {
    try {
      Ending.ours();
    } catch (LinkageError e) {
      // The runtime is not there yet, nor is anything that watches the end.
      Runtime.getRuntime().halt(code);
    }
    Runtime.getRuntime().halt(code);
  }
}
