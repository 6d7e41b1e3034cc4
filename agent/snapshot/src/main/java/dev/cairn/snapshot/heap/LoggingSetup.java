package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The root logger of java.util.logging, and levels of the program's own, which are found by name
 * from then on. It is looked at only where logging is in use already: to ask for it would set it
 * up. Until then nothing of it can have been changed.
 */
final class LoggingSetup implements JdkSetting {
  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    if (JdkStatic.value("java.util.logging.Level$KnownLevel", "nameToLevels") instanceof Map<?, ?> m
        && m.values().stream().anyMatch(LoggingSetup::isProgram)) {
      throw new NotCapturableException(
          "levels of java.util.logging",
          "the job has made one of its own, which another JVM would not know by name",
          "use the JDK's, or make it after the loop");
    }
    Object manager = JdkStatic.value("java.util.logging.LogManager", "manager");
    String changed = manager == null ? null : RootLogger.changed(manager);
    if (changed != null) {
      throw new NotCapturableException(
          "root logger of java.util.logging",
          "the job has changed its " + changed,
          "set it up by a logging configuration file");
    }
  }

  /** Whether one of the levels of a name is of a class of the program's. */
  private static boolean isProgram(Object known) {
    for (Object k : (List<?>) known) {
      Object level = ((Reference<?>) k).get();
      if (level != null && level.getClass().getClassLoader() != null) {
        return true;
      }
    }
    return false;
  }
}
