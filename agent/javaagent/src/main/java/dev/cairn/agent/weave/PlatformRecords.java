package dev.cairn.agent.weave;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of the JDK's classes that were woven. Their clones lie in hidden classes, nestmates
 * of theirs, defined when first needed. Thread-safe.
 */
final class PlatformRecords {
  private final MethodHandles.Lookup lookup;
  private final Map<String, ClassRecord> records = new ConcurrentHashMap<>();
  private final Map<String, byte[]> cloneBytes = new ConcurrentHashMap<>();
  private final Map<String, Class<?>> clones = new ConcurrentHashMap<>();
  private final Map<Class<?>, Class<?>> hosts = new ConcurrentHashMap<>();

  /**
   * For one JVM.
   *
   * @param lookup one that may see every private member
   */
  PlatformRecords(MethodHandles.Lookup lookup) {
    this.lookup = lookup;
  }

  void add(String className, ClassRecord record, byte[] cloneClass) {
    records.put(className, record);
    cloneBytes.put(className, cloneClass);
  }

  void forget() {
    records.clear();
  }

  @Nullable ClassRecord record(String className) {
    return records.get(className);
  }

  /** The JDK's class that {@code c} holds clones of, or {@code c} itself. */
  Class<?> owner(Class<?> c) {
    return c.isHidden() ? hosts.getOrDefault(c, c) : c;
  }

  /** The class that holds the clones of a woven class. */
  synchronized Class<?> clones(Class<?> owner) {
    Class<?> known = clones.get(owner.getName());
    if (known != null) {
      return known;
    }
    byte[] bytes = cloneBytes.get(owner.getName());
    if (bytes == null) {
      throw new IllegalStateException(owner.getName() + " is not woven in this JVM");
    }
    try {
      Class<?> defined =
          lookup
              .in(owner)
              .defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE)
              .lookupClass();
      clones.put(owner.getName(), defined);
      hosts.put(defined, owner);
      return defined;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(owner.getName() + " lets no nestmate in", e);
    }
  }
}
