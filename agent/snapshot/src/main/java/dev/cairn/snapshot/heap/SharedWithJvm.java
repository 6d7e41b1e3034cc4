package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TimeZone;
import java.util.function.ToIntFunction;

/**
 * Objects of the job's that the JVM keeps, too, and gives to whatever is made later: the default
 * time zone, which calendars and dates share, a region's rules and a zone's data, which zones
 * share, and each enum's array of constants, which its sets and maps share. Where a snapshot holds
 * one, the JVM that goes on keeps that one.
 *
 * <pre>
 *   shared.zone                      number of the object
 *   shared.rules REGION              number of the rules
 *   shared.data FIELD ZONE           number of what the zone has in that field
 *   shared.enum LOADER CLASS         number of the array; LOADER is a letter
 * </pre>
 */
final class SharedWithJvm {
  private static final String ZONE = "shared.zone";
  private static final String RULES = "shared.rules ";
  private static final String DATA = "shared.data ";
  private static final String ENUM = "shared.enum ";
  private static final List<String> ZONE_FIELDS =
      List.of("ID", "transitions", "offsets", "simpleTimeZoneParams");
  private static final String TZDB = "java.time.zone.TzdbZoneRulesProvider";
  private static final long CONSTANTS = Mem.offset(Class.class, "enumConstants");

  private SharedWithJvm() {}

  /**
   * @param numberOf an object's number in the snapshot, or 0
   */
  static void capture(
      ToIntFunction<Object> numberOf,
      Class<?>[] loaded,
      Shapes shapes,
      SortedMap<String, String> state) {
    int zone = numberOf.applyAsInt(DefaultZone.now());
    if (zone > 0) {
      state.put(ZONE, Integer.toString(zone));
    }
    regions()
        .forEach(
            (region, rules) -> {
              int n = rules instanceof ZoneRules ? numberOf.applyAsInt(rules) : 0;
              if (n > 0) {
                state.put(RULES + region, Integer.toString(n));
              }
            });
    data(numberOf, state);
    for (Class<?> c : loaded) {
      Object constants = c.isEnum() ? Mem.getRef(c, CONSTANTS) : null;
      int n = constants == null ? 0 : numberOf.applyAsInt(constants);
      if (n > 0 && shapes.loaderOf(c) != '?') {
        state.put(ENUM + shapes.loaderOf(c) + " " + c.getName(), Integer.toString(n));
      }
    }
  }

  /** Once all objects are filled. */
  static void restore(SortedMap<String, String> state, ClassTable classes, HeapBuilder heap) {
    String zone = state.get(ZONE);
    if (zone != null) {
      if (!(made(heap, zone) instanceof TimeZone z)) {
        throw wrong(ZONE);
      }
      new DefaultZone().put(z);
    }
    state
        .tailMap("shared.")
        .forEach(
            (key, number) -> {
              if (key.startsWith(RULES)) {
                rules(key, made(heap, number));
              } else if (key.startsWith(DATA)) {
                data(key, made(heap, number));
              } else if (key.startsWith(ENUM)) {
                constants(key, made(heap, number), classes);
              }
            });
  }

  private static void rules(String key, Object made) {
    if (!(made instanceof ZoneRules)) {
      throw wrong(key);
    }
    String region = key.substring(RULES.length());
    if (ZoneRulesProvider.getAvailableZoneIds().contains(region)) { // looks them up, if nobody has
      regions().computeIfPresent(region, (r, here) -> made);
    }
  }

  private static void data(ToIntFunction<Object> numberOf, SortedMap<String, String> state) {
    for (Map.Entry<?, ?> e : zones().entrySet()) {
      Object zone = Objects.requireNonNull(e.getValue());
      for (String field : ZONE_FIELDS) {
        Object v = Mem.getRef(zone, offset(zone, field));
        int n = v == null ? 0 : numberOf.applyAsInt(v);
        if (n > 0) {
          state.put(DATA + field + " " + e.getKey(), Integer.toString(n));
        }
      }
    }
  }

  /** The JVM's own zone takes what is equal to what it has; another host may know other rules. */
  private static void data(String key, Object made) {
    String[] words = key.substring(DATA.length()).split(" ", 2);
    if (words.length < 2 || !ZONE_FIELDS.contains(words[0])) {
      throw wrong(key);
    }
    TimeZone.getTimeZone(words[1]); // known from now on, if ever
    Object zone = zones().get(words[1]);
    if (zone != null && Objects.deepEquals(Mem.getRef(zone, offset(zone, words[0])), made)) {
      Mem.putRef(zone, offset(zone, words[0]), made);
    }
  }

  private static long offset(Object zone, String field) {
    return Mem.offset(field.equals("ID") ? TimeZone.class : zone.getClass(), field);
  }

  private static Map<?, ?> zones() {
    Object zones = JdkStatic.value("sun.util.calendar.ZoneInfoFile", "zones");
    return zones instanceof Map<?, ?> m ? m : Map.of();
  }

  /** What the JVM knows of each region: its rules, or bytes of which nobody has made any yet. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> regions() {
    if (JdkStatic.value("java.time.zone.ZoneRulesProvider", "ZONES") instanceof Map<?, ?> all) {
      for (Object p : all.values()) {
        if (p.getClass().getName().equals(TZDB)
            && Mem.getRef(p, Mem.offset(p.getClass(), "regionToRules")) instanceof Map<?, ?> m) {
          return (Map<String, Object>) m;
        }
      }
    }
    return new HashMap<>();
  }

  @SuppressWarnings("EnumOrdinal") // the array's order is what is asked for
  private static void constants(String key, Object made, ClassTable classes) {
    String name = key.substring(ENUM.length());
    Class<?> c = name.length() < 3 ? null : classes.find(name.charAt(0), name.substring(2));
    if (c == null || !c.isEnum() || made.getClass() != c.arrayType()) {
      throw wrong(key);
    }
    Object[] array = (Object[]) made;
    for (int i = 0; i < array.length; i++) {
      if (!(array[i] instanceof Enum<?> constant) || constant.ordinal() != i) {
        throw wrong(key);
      }
    }
    Mem.putRef(c, CONSTANTS, array);
  }

  private static Object made(HeapBuilder heap, String number) {
    try {
      return heap.made(Integer.parseInt(number));
    } catch (IndexOutOfBoundsException | IllegalStateException | NumberFormatException e) {
      throw new SnapshotMismatchException("the snapshot has no object " + number);
    }
  }

  private static SnapshotMismatchException wrong(String key) {
    return new SnapshotMismatchException(
        "the snapshot's " + key + " is something else; it was written by another Cairn");
  }
}
