package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.util.Objects;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** The JVM's default time zone, where the job has put one that no JVM knows by its name. */
final class DefaultZone implements JobSlots.Slot {
  private static final Field FIELD = Mem.field(TimeZone.class, "defaultTimeZone").orElseThrow();
  private static final long ID = Mem.offset(TimeZone.class, "ID");

  /** The object itself, which calendars and dates share: {@code getDefault} gives copies. */
  static TimeZone now() {
    TimeZone z = get();
    if (z == null) {
      TimeZone.getDefault(); // the host's, from now on
      z = get();
    }
    return Objects.requireNonNull(z);
  }

  private static @Nullable TimeZone get() {
    return (TimeZone) Mem.getRef(Mem.staticBase(FIELD), Mem.staticOffset(FIELD));
  }

  /** Its name, though its class be the job's. */
  static String id() {
    return Mem.getRef(now(), ID) instanceof String id ? id : "";
  }

  @Override
  public String name() {
    return "java.util.TimeZone.default";
  }

  @Override
  public Class<?> type() {
    return TimeZone.class;
  }

  @Override
  public @Nullable Object reference() {
    TimeZone z = now();
    boolean jdk = z.getClass().getClassLoader() == null;
    return jdk && z.equals(TimeZone.getTimeZone(id())) ? null : z;
  }

  @Override
  public void put(@Nullable Object v) {
    if (v != null) {
      Mem.putRef(Mem.staticBase(FIELD), Mem.staticOffset(FIELD), v);
    }
  }
}
