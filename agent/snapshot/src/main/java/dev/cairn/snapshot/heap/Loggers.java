package dev.cairn.snapshot.heap;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Loggers of java.util.logging. One that was only asked for by its name, and is set up by the
 * logging configuration and otherwise only told its level and whether to ask its parent's handlers,
 * follows from these. Apart from the others, since the module may be missing: this class is not
 * loaded then.
 *
 * <pre>
 *   text = name [ newline, level or nothing, newline, "parents" or "alone" ]
 * </pre>
 */
@SuppressWarnings("ReferenceEquality") // identity is the question here
final class Loggers {
  private static final String PARENTS = "parents";
  private static final String ALONE = "alone";

  private Loggers() {}

  /** The logger's text, or null where the job has set up more of it. */
  static @Nullable String name(Object o) {
    if (o instanceof Logger l
        && l.getName() != null
        && LogManager.getLogManager().getLogger(l.getName()) == l
        && l.getFilter() == null
        && l.getHandlers().length == 0
        && l.getResourceBundleName() == null) {
      return named(l.getName(), l.getLevel(), l.getUseParentHandlers());
    }
    return null;
  }

  private static @Nullable String named(String name, @Nullable Level level, boolean parents) {
    if (name.indexOf('\n') >= 0 || (level != null && !isStandard(level))) {
      return null;
    }
    return level == null && parents
        ? name
        : name + "\n" + (level == null ? "" : level) + "\n" + (parents ? PARENTS : ALONE);
  }

  private static boolean isStandard(Level level) {
    return level.getClass() == Level.class && Level.parse(level.getName()) == level;
  }

  /**
   * The logger of a text, set up so.
   *
   * @return null where it is none's
   */
  static @Nullable Logger named(String text) {
    String[] part = text.split("\n", -1);
    Logger l = Logger.getLogger(part[0]);
    if (part.length == 1) {
      return l;
    }
    if (part.length != 3) {
      return null;
    }
    try {
      l.setLevel(part[1].isEmpty() ? null : Level.parse(part[1]));
    } catch (IllegalArgumentException e) {
      return null;
    }
    l.setUseParentHandlers(part[2].equals(PARENTS));
    return l;
  }
}
