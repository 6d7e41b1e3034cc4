package dev.cairn.snapshot.heap;

import java.util.Map;

/**
 * JDK classes that do the same and hold the same, but are called otherwise in some releases. A
 * snapshot has the later name.
 */
final class JdkNames {
  /** Later name to earlier one. */
  private static final Map<String, String> EARLIER =
      Map.of( // newSingleThreadExecutor's: shut down as garbage by a finalizer until 20
          "java.util.concurrent.Executors$AutoShutdownDelegatedExecutorService",
          "java.util.concurrent.Executors$FinalizableDelegatedExecutorService");

  private JdkNames() {}

  /** What a class of this JVM is called in a snapshot. */
  static String stored(String name) {
    return EARLIER.entrySet().stream()
        .filter(e -> e.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findAny()
        .orElse(name);
  }

  /** What the class of that name in a snapshot is called in this JVM. */
  static String here(String name) {
    String earlier = EARLIER.get(name);
    if (earlier != null) {
      try {
        Class.forName(earlier, false, null);
        return earlier;
      } catch (ClassNotFoundException e) {
        return name;
      }
    }
    return name;
  }
}
