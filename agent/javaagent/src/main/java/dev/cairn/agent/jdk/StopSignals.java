package dev.cairn.agent.jdk;

import java.util.function.Consumer;
import sun.misc.Signal;

/** SIGTERM, SIGINT and SIGHUP ask for a stop. */
public final class StopSignals {
  private StopSignals() {}

  /**
   * Takes the signals over.
   *
   * @param asked called with the signal's name, on a thread of the JVM's own, each time
   * @param say told in one line where a signal can't be had (with {@code -Xrs} no signal can)
   */
  public static void install(Consumer<String> asked, Consumer<String> say) {
    for (String name : new String[] {"TERM", "INT", "HUP"}) {
      try {
        Signal.handle(new Signal(name), s -> asked.accept("SIG" + s.getName()));
      } catch (IllegalArgumentException e) {
        say.accept(
            "SIG"
                + name
                + " can't be handled ("
                + e.getMessage()
                + "): it ends the job without a snapshot; start without -Xrs");
      }
    }
  }
}
