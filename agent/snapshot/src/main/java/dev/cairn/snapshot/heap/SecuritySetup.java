package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import java.security.Provider;
import java.security.Security;
import java.util.Properties;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * {@code java.security}: properties that the job has set are carried, providers of its own refused.
 */
final class SecuritySetup implements JdkSetting {
  private static final String PREFIX = "security ";
  private static final String PROVIDERS = "sun.security.jca.Providers";

  private final Properties initial;

  SecuritySetup() {
    String unused = Security.getProperty(PREFIX); // reads the JDK's file, as the agent's start does
    initial = properties();
  }

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    refuseProviders();
    Properties now = properties();
    for (String name : now.stringPropertyNames()) {
      String value = now.getProperty(name);
      if (!value.equals(initial.getProperty(name))) {
        state.put(PREFIX + name, value);
      }
    }
  }

  @Override
  public void restore(SortedMap<String, String> state, Thread job) {
    state.tailMap(PREFIX).entrySet().stream()
        .takeWhile(e -> e.getKey().startsWith(PREFIX))
        .forEach(e -> Security.setProperty(e.getKey().substring(PREFIX.length()), e.getValue()));
  }

  /** A copy. */
  private static Properties properties() {
    if (JdkStatic.value("java.security.Security", "props") instanceof Properties p) {
      return (Properties) p.clone();
    }
    throw new IllegalStateException("java.security.Security has no properties");
  }

  private static void refuseProviders() {
    Object list = JdkStatic.value(PROVIDERS, "providerList");
    Object[] all = list == null ? null : (Object[]) field(list, "configs");
    for (Object config : all == null ? new Object[0] : all) {
      if (field(config, "provider") instanceof Provider p
          && isProgram(p.getClass().getClassLoader())) {
        throw new NotCapturableException(
            "static " + PROVIDERS + ".providerList",
            "the job has added a security provider of its own, " + p.getName(),
            "name it in the file of java.security.properties, or add it after the loop");
      }
    }
  }

  private static boolean isProgram(@Nullable ClassLoader loader) {
    return loader != null && loader != ClassLoader.getPlatformClassLoader();
  }

  private static @Nullable Object field(Object o, String name) {
    return Mem.getRef(o, Mem.offset(o.getClass(), name));
  }
}
