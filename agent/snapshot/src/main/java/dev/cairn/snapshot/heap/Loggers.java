package dev.cairn.snapshot.heap;

import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loggers of java.util.logging. One that was only asked for by its name, and is set up by the
 * logging configuration alone, is the same in every JVM. Apart from the others, since the module
 * may be missing: this class is not loaded then.
 */
@SuppressWarnings("ReferenceEquality") // identity is the question here
final class Loggers {
  private Loggers() {}

  /** The logger's name, or null where the job has set it up itself. */
  static @Nullable String name(Object o) {
    if (o instanceof Logger l
        && l.getName() != null
        && LogManager.getLogManager().getLogger(l.getName()) == l
        && l.getLevel() == null
        && l.getFilter() == null
        && l.getUseParentHandlers()
        && l.getHandlers().length == 0
        && l.getResourceBundleName() == null) {
      return l.getName();
    }
    return null;
  }

  static Logger named(String name) {
    return Logger.getLogger(name);
  }
}
