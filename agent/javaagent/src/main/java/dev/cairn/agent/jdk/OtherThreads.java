package dev.cairn.agent.jdk;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Threads beside the job's. A thread of the JVM or the JDK that holds nothing of the job is let be;
 * any other one, and what it is just doing, would be lost: then there is no snapshot.
 */
public final class OtherThreads {
  /** Thread classes and names that the JVM or the JDK starts of its own, with what they are. */
  private static final Map<String, String> OF_THE_JVM =
      Map.of(
          "DestroyJavaVM", "the launcher, waiting for the program's end",
          "Attach Listener", "serves jcmd and jstack",
          "Signal Dispatcher", "starts the signals' handlers",
          "Notification Thread", "serves management notifications");

  private static final Set<String> JDK_GROUPS = Set.of("system", "InnocuousThreadGroup");

  private final ClassLoader own;

  /**
   * @param own the agent's class loader, whose threads don't count
   */
  public OtherThreads(ClassLoader own) {
    this.own = own;
  }

  /** A live thread of the program beside {@code job} in words, or null where there is none. */
  public @Nullable String any(Thread job) {
    ThreadGroup top = job.getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    Thread[] threads = new Thread[top.activeCount() + 16];
    int n;
    while ((n = top.enumerate(threads, true)) == threads.length) {
      threads = new Thread[threads.length * 2];
    }
    for (int i = 0; i < n; i++) {
      Thread t = threads[i];
      if (t != job && t.isAlive() && !ofTheJvm(t)) {
        return "thread '" + t.getName() + "' (" + t.getClass().getName() + ") is alive";
      }
    }
    return null;
  }

  private boolean ofTheJvm(Thread t) {
    ThreadGroup group = t.getThreadGroup();
    return t.getClass().getClassLoader() == own
        || OF_THE_JVM.containsKey(t.getName())
        || (group != null && JDK_GROUPS.contains(group.getName()));
  }
}
