package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job registers with {@code java.sql.DriverManager}: drivers register when their class is
 * initialised, which doesn't happen again in a resumed job.
 *
 * <pre>
 *   0  whether the drivers of the class path have been looked up (Boolean)
 *   1  login timeout (Integer)
 *   2  log writer
 *   3  log stream
 *   4… registrations (java.sql.DriverInfo)
 * </pre>
 */
final class JdbcDrivers implements JobSlots.Slot {
  private static final String MANAGER = "java.sql.DriverManager";
  private static final int SETTINGS = 4;

  @Override
  public String name() {
    return MANAGER;
  }

  @Override
  public Class<?> type() {
    return Object[].class;
  }

  @Override
  public @Nullable Object reference() {
    Class<?> manager = manager(false);
    if (manager == null || !Mem.initialised(manager)) {
      return null;
    }
    Field looked = field(manager, "driversInitialized");
    Field timeout = field(manager, "loginTimeout");
    List<@Nullable Object> all = new ArrayList<>();
    all.add(Mem.getByte(Mem.staticBase(looked), Mem.staticOffset(looked)) != 0);
    all.add(Mem.getInt(Mem.staticBase(timeout), Mem.staticOffset(timeout)));
    all.add(get(manager, "logWriter"));
    all.add(get(manager, "logStream"));
    all.addAll(registrations(manager));
    return all.toArray();
  }

  @Override
  public void put(@Nullable Object v) {
    if (!(v instanceof Object[] all)) {
      return;
    }
    Class<?> manager = manager(true);
    if (manager == null
        || all.length < SETTINGS
        || !(all[0] instanceof Boolean looked)
        || !(all[1] instanceof Integer timeout)) {
      throw new SnapshotMismatchException(
          "this JVM has no java.sql.DriverManager that could take the job's drivers; resume with a"
              + " Java that has the module java.sql");
    }
    Field f = field(manager, "driversInitialized");
    Mem.putByte(Mem.staticBase(f), Mem.staticOffset(f), (byte) (looked ? 1 : 0));
    f = field(manager, "loginTimeout");
    Mem.putInt(Mem.staticBase(f), Mem.staticOffset(f), timeout);
    put(manager, "logWriter", all[2]);
    put(manager, "logStream", all[3]);
    List<@Nullable Object> list = registrations(manager);
    list.clear();
    list.addAll(Arrays.asList(all).subList(SETTINGS, all.length));
  }

  private static @Nullable Class<?> manager(boolean initialise) {
    try {
      return Class.forName(MANAGER, initialise, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException e) {
      return null; // a runtime image without the module
    }
  }

  @SuppressWarnings("unchecked") // a list of a private class of the JDK's
  private static List<@Nullable Object> registrations(Class<?> manager) {
    Object list = get(manager, "registeredDrivers");
    if (list instanceof List<?>) {
      return (List<@Nullable Object>) list;
    }
    throw new IllegalStateException(MANAGER + ".registeredDrivers is " + list);
  }

  private static Field field(Class<?> manager, String name) {
    return Mem.field(manager, name).orElseThrow();
  }

  private static @Nullable Object get(Class<?> manager, String name) {
    Field f = field(manager, name);
    return Mem.getRef(Mem.staticBase(f), Mem.staticOffset(f));
  }

  private static void put(Class<?> manager, String name, @Nullable Object v) {
    Field f = field(manager, name);
    Mem.putRef(Mem.staticBase(f), Mem.staticOffset(f), v);
  }
}
