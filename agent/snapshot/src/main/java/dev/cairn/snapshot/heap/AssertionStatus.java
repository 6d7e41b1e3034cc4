package dev.cairn.snapshot.heap;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which classes assert, where the job has told its class loader so: the loader has tables of its
 * own from then on. What {@code -ea} says is the JVM's.
 */
final class AssertionStatus implements JdkSetting {
  private static final String DEFAULT = "assert";
  private static final String CLASS = "assert class ";
  private static final String PACKAGE = "assert package ";

  private static final long OF_CLASSES = Mem.offset(ClassLoader.class, "classAssertionStatus");
  private static final long OF_PACKAGES = Mem.offset(ClassLoader.class, "packageAssertionStatus");
  private static final long OF_ALL = Mem.offset(ClassLoader.class, "defaultAssertionStatus");

  private final ClassLoader application = ClassLoader.getSystemClassLoader();

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    if (Mem.getRef(application, OF_CLASSES) == null) {
      return;
    }
    state.put(DEFAULT, Boolean.toString(Mem.getByte(application, OF_ALL) != 0));
    table(OF_CLASSES).forEach((name, on) -> state.put(CLASS + name, on));
    table(OF_PACKAGES).forEach((name, on) -> state.put(PACKAGE + name, on));
  }

  /** The package without a name is null there, and written as nothing. */
  private SortedMap<String, String> table(long offset) {
    SortedMap<String, String> table = new TreeMap<>();
    if (Mem.getRef(application, offset) instanceof Map<?, ?> m) {
      m.forEach((name, on) -> table.put(name == null ? "" : (String) name, String.valueOf(on)));
    }
    return table;
  }

  @Override
  public void restore(SortedMap<String, String> state, Thread job) {
    String all = state.get(DEFAULT);
    if (all == null) {
      return;
    }
    application.clearAssertionStatus();
    application.setDefaultAssertionStatus(Boolean.parseBoolean(all));
    state.forEach(
        (key, on) -> {
          if (key.startsWith(CLASS)) {
            application.setClassAssertionStatus(
                key.substring(CLASS.length()), Boolean.parseBoolean(on));
          } else if (key.startsWith(PACKAGE)) {
            application.setPackageAssertionStatus(
                nameOrNull(key.substring(PACKAGE.length())), Boolean.parseBoolean(on));
          }
        });
  }

  private static @Nullable String nameOrNull(String name) {
    return name.isEmpty() ? null : name;
  }
}
