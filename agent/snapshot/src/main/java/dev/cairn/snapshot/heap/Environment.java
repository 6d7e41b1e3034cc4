package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the whole JVM that the job may have changed: system properties, default locales, the
 * default time zone. And those that can't be put back: shutdown hooks.
 */
final class Environment {
  private static final String PROPERTY = "property.";
  private static final String REMOVED = "removed.";

  private final Map<String, String> propertiesAtStart = strings(System.getProperties());
  private List<Object> hooksAtStart = hooks();

  /**
   * The job begins. Hooks that stand by now are other agents', or of code that runs before the
   * root: they are registered again in every JVM.
   */
  void rootEntered() {
    hooksAtStart = hooks();
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
    state.put("timezone", TimeZone.getDefault().getID());
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
    if (zone != null && !zone.equals(TimeZone.getDefault().getID())) {
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
    }
  }

  /**
   * A shutdown hook of the job's is a thread, which would not be there after a resume.
   *
   * @throws NotCapturableException there is one
   */
  void refuseHooks(ClassLoader application) {
    for (Object hook : hooks()) {
      if (hooksAtStart.stream().noneMatch(h -> h == hook) && isOf(application, hook)) {
        throw new NotCapturableException(
            "shutdown hook " + hook.getClass().getName(),
            "a shutdown hook is a thread, which a resumed job would not have",
            "do at the end of main what it does, or remove it before the safe point");
      }
    }
  }

  /** Whether the thread's class, or that of what it runs, is the application's. */
  private static boolean isOf(ClassLoader application, Object thread) {
    Object runs = runs(thread);
    return thread.getClass().getClassLoader() == application
        || (runs != null && runs.getClass().getClassLoader() == application);
  }

  private static @Nullable Object runs(Object thread) {
    Optional<Field> target = Mem.field(Thread.class, "target");
    if (target.isPresent()) { // 17; from 19 on in a holder
      return Mem.getRef(thread, Mem.fieldOffset(target.get()));
    }
    Object holder = Mem.getRef(thread, Mem.offset(Thread.class, "holder"));
    return holder == null ? null : Mem.getRef(holder, Mem.offset(holder.getClass(), "task"));
  }

  private static List<Object> hooks() {
    try {
      Class<?> c = Class.forName("java.lang.ApplicationShutdownHooks");
      Field f = Mem.field(c, "hooks").orElseThrow();
      Object hooks = Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
      return hooks instanceof IdentityHashMap<?, ?> map
          ? new ArrayList<>(map.keySet())
          : new ArrayList<>();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
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
