package dev.cairn.snapshot.heap;

import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;

/**
 * Settings of the whole JVM that the job may have changed: system properties, default locales, the
 * default time zone, shutdown hooks.
 */
final class Environment {
  private static final String PROPERTY = "property.";
  private static final String REMOVED = "removed.";

  private final Map<String, String> propertiesAtStart = strings(System.getProperties());
  private final ShutdownHooks hooks = new ShutdownHooks();

  /**
   * The job begins. Hooks that stand by now are other agents', or of code that runs before the
   * root: they are registered again in every JVM.
   */
  void rootEntered() {
    hooks.rootEntered();
  }

  /** Notes what differs from the start of the JVM, by name. */
  void capture(SortedMap<String, String> state) {
    Map<String, String> now = strings(System.getProperties());
    now.forEach(
        (k, v) -> {
          if (!v.equals(propertiesAtStart.get(k))) {
            state.put(PROPERTY + k, v);
          }
        });
    propertiesAtStart.forEach(
        (k, v) -> {
          if (!now.containsKey(k)) {
            state.put(REMOVED + k, "");
          }
        });
    state.put("locale", Locale.getDefault().toLanguageTag());
    for (Locale.Category c : Locale.Category.values()) {
      state.put("locale." + c.name(), Locale.getDefault(c).toLanguageTag());
    }
    state.put("timezone", DefaultZone.id());
  }

  /** Puts them back. */
  static void restore(SortedMap<String, String> state) {
    state.forEach(
        (k, v) -> {
          if (k.startsWith(PROPERTY)) {
            System.setProperty(k.substring(PROPERTY.length()), v);
          } else if (k.startsWith(REMOVED)) {
            System.clearProperty(k.substring(REMOVED.length()));
          }
        });
    String locale = state.get("locale");
    if (locale != null && !locale.equals(Locale.getDefault().toLanguageTag())) {
      Locale.setDefault(Locale.forLanguageTag(locale));
    }
    for (Locale.Category c : Locale.Category.values()) {
      String tag = state.get("locale." + c.name());
      if (tag != null && !tag.equals(Locale.getDefault(c).toLanguageTag())) {
        Locale.setDefault(c, Locale.forLanguageTag(tag));
      }
    }
    String zone = state.get("timezone");
    if (zone != null && !zone.equals(DefaultZone.id())) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
    }
  }

  /** The job's shutdown hooks. */
  ShutdownHooks hooks() {
    return hooks;
  }

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      String v = properties.getProperty(name);
      if (v != null) {
        strings.put(name, v);
      }
    }
    return strings;
  }
}
