package dev.cairn.snapshot.heap;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Time zones: each has the same as a ZoneId where somebody has asked for it, of the default zone
 * anybody in the JVM, and makes it anew. It is stored as if nobody had.
 */
final class TimeZones {
  private static final String OWNER = TimeZone.class.getName();
  private static final String ID = "zoneId";

  private TimeZones() {}

  static void add(Map<String, OtherForms.Form> table) {
    Mem.field(TimeZone.class, ID)
        .ifPresent(
            f ->
                table.put(
                    OWNER,
                    new OtherForms.Form(
                        Set.of(ID),
                        List.of(OtherForms.slot(OWNER, ID, f.getType(), new NotAsked())))));
  }

  private static final class NotAsked implements OtherForm {
    @Override
    public @Nullable Object get(Object o) {
      return null;
    }

    @Override
    public void put(Object o, @Nullable Object value) {
      // made anew
    }
  }
}
