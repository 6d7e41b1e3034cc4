package dev.cairn.agent.jdk;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * SIGTERM, SIGINT and SIGHUP ask for a stop. The JDK's {@code sun.misc.Signal} (module
 * jdk.unsupported) is the only way; it is called by reflection, since a build that names it warns.
 */
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
        handle(name, asked);
      } catch (InvocationTargetException e) {
        say.accept(
            "SIG"
                + name
                + " can't be handled ("
                + e.getTargetException().getMessage()
                + "): it ends the job without a snapshot; start without -Xrs");
      } catch (ReflectiveOperationException e) {
        say.accept("SIG" + name + " can't be handled: this JVM lacks the module jdk.unsupported");
      }
    }
  }

  private static void handle(String name, Consumer<String> asked)
      throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            StopSignals.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, args) -> {
              return switch (method.getName()) {
                case "handle" -> {
                  asked.accept("SIG" + name);
                  yield null;
                }
                case "equals" -> self == args[0];
                case "hashCode" -> System.identityHashCode(self);
                default -> "cairn";
              };
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
  }
}
