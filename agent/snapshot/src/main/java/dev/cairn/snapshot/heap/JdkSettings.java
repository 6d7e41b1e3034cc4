package dev.cairn.snapshot.heap;

import java.util.List;
import java.util.SortedMap;

/**
 * The table of what the JDK keeps for the whole JVM beside the {@link Environment}. Each is carried
 * to the next JVM, or refused by name once the job has changed it. Made before the job begins: what
 * the JVM was started with is no change.
 */
final class JdkSettings {
  private final List<JdkSetting> table =
      List.of(
          // Threads and pools without a name are numbered on.
          new ThreadNumbers(),
          // Files of this host: refused.
          new FilesToDelete(),
          // Calls that switch a default: carried.
          new AssertionStatus(),
          new NetDefaults(),
          // Properties are carried, providers of the job's own refused.
          new SecuritySetup(),
          // Objects of the job's own that the JDK goes by: refused.
          new PluggedObjects(),
          // Configuration that only this JVM's log manager has: refused.
          new LoggingSetup(),
          // What was read is in no file that the next JVM could go on with: refused.
          new StandardInput());

  void capture(Thread job, SortedMap<String, String> state) {
    table.forEach(s -> s.capture(job, state));
  }

  void restore(SortedMap<String, String> state, Thread job) {
    table.forEach(s -> s.restore(state, job));
  }
}
