package dev.cairn.snapshot.heap;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The root logger compared with the logging configuration. Apart from {@link LoggingSetup}, since
 * the module may be missing: this class is not loaded then.
 */
final class RootLogger {
  private RootLogger() {}

  /** What the job has changed of it, or null. Its handlers are made at the first use: not asked. */
  static @Nullable String changed(Object manager) {
    if (manager.getClass() != LogManager.class
        || !(manager instanceof LogManager m)
        || !(Mem.getRef(m, Mem.offset(LogManager.class, "rootLogger")) instanceof Logger root)) {
      return null; // not set up yet, or by a manager that the host has named
    }
    Level level = root.getLevel();
    return level != null && level.equals(configured(m))
        ? root.getFilter() == null ? null : "filter"
        : "level";
  }

  private static Level configured(LogManager manager) {
    String level = manager.getProperty(".level");
    try {
      return level == null ? Level.INFO : Level.parse(level.trim());
    } catch (IllegalArgumentException e) {
      return Level.INFO; // as the log manager takes it
    }
  }
}
