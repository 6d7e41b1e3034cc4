package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.util.SortedMap;

/**
 * The root logger of java.util.logging. It is looked at only where logging is in use already: to
 * ask for it would set it up. Until then nothing of it can have been changed.
 */
final class LoggingSetup implements JdkSetting {
  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    Object manager = JdkStatic.value("java.util.logging.LogManager", "manager");
    String changed = manager == null ? null : RootLogger.changed(manager);
    if (changed != null) {
      throw new NotCapturableException(
          "root logger of java.util.logging",
          "the job has changed its " + changed,
          "set it up by a logging configuration file");
    }
  }
}
