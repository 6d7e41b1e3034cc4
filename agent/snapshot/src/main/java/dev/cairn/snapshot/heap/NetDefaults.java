package dev.cairn.snapshot.heap;

import java.util.List;
import java.util.SortedMap;

/** Defaults of {@code java.net} that a call switches: carried where the job has switched them. */
final class NetDefaults implements JdkSetting {
  private static final String PREFIX = "net ";

  /**
   * @param usual what it is until somebody switches it
   */
  private record Default(String className, String field, boolean usual) {
    boolean isSwitched() {
      JdkStatic f = JdkStatic.find(className, field);
      return f != null && (Mem.getByte(f.base(), f.offset()) != 0) != usual;
    }

    void put(boolean value) {
      try {
        Class<?> unused = Class.forName(className, true, null);
      } catch (ClassNotFoundException e) {
        throw new IllegalStateException(e); // java.base has it
      }
      JdkStatic f = JdkStatic.find(className, field);
      if (f != null) {
        Mem.putByte(f.base(), f.offset(), (byte) (value ? 1 : 0));
      }
    }

    String key() {
      return PREFIX + className + "." + field;
    }
  }

  private static final List<Default> TABLE =
      List.of(
          new Default("java.net.HttpURLConnection", "followRedirects", true),
          new Default("java.net.URLConnection", "defaultUseCaches", true),
          new Default("java.net.URLConnection", "defaultAllowUserInteraction", false));

  @Override
  public void capture(Thread job, SortedMap<String, String> state) {
    for (Default d : TABLE) {
      if (d.isSwitched()) {
        state.put(d.key(), Boolean.toString(!d.usual()));
      }
    }
  }

  @Override
  public void restore(SortedMap<String, String> state, Thread job) {
    for (Default d : TABLE) {
      String value = state.get(d.key());
      if (value != null) {
        d.put(Boolean.parseBoolean(value));
      }
    }
  }
}
