package dev.cairn.snapshot.heap;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fields of JDK objects whose strings and arrays the JVM may share with a cache of its own: what is
 * made after a resume shares with this JVM's cache, and what was made before can't. Nobody gets at
 * them by reference, or asks whether two are one; so each object is stored with copies of its own,
 * and states are alike wherever their objects were made.
 */
final class ByValue {
  private ByValue() {}

  static void add(Map<String, OtherForms.Form> table) {
    fields(table, "java.util.TimeZone", "ID zoneId");
    fields(table, "sun.util.calendar.ZoneInfo", "transitions offsets simpleTimeZoneParams");
    fields(
        table,
        "java.text.DecimalFormatSymbols",
        "infinity NaN currencySymbol intlCurrencySymbol exponential exponentialSeparator"
            + " perMillText percentText minusSignText");
    fields(
        table,
        "java.text.DecimalFormat",
        "positivePrefix positiveSuffix negativePrefix negativeSuffix"
            + " posPrefixPattern posSuffixPattern negPrefixPattern negSuffixPattern");
    fields(
        table,
        "java.text.DateFormatSymbols",
        "eras months shortMonths weekdays shortWeekdays ampms zoneStrings localPatternChars");
    fields(table, "java.text.SimpleDateFormat", "pattern compiledPattern");
  }

  private static void fields(Map<String, OtherForms.Form> table, String owner, String names) {
    Class<?> c;
    try {
      c = Class.forName(owner, false, null);
    } catch (ClassNotFoundException e) {
      return;
    }
    Set<String> replaced = new HashSet<>();
    List<Shape.Slot> slots = new ArrayList<>();
    for (String name : names.split(" ", -1)) {
      Field f = Mem.field(c, name).orElse(null);
      if (f != null && !f.getType().isPrimitive() && !Modifier.isStatic(f.getModifiers())) {
        replaced.add(name);
        slots.add(OtherForms.slot(owner, name, f.getType(), copied(Mem.fieldOffset(f))));
      }
    }
    table.put(owner, new OtherForms.Form(replaced, slots));
  }

  private static OtherForm copied(long offset) {
    return new OtherForm() {
      @Override
      public @Nullable Object get(Object o) {
        return copy(Mem.getRef(o, offset));
      }

      @Override
      public void put(Object o, @Nullable Object value) {
        Mem.putRef(o, offset, value);
      }
    };
  }

  /**
   * A string or an array, with all that it holds; of anything else null: a zone has a ZoneId where
   * somebody has asked for it, of the default zone anybody in the JVM, and makes it anew.
   */
  static @Nullable Object copy(@Nullable Object o) {
    if (o instanceof String s) {
      return new String(s.toCharArray());
    }
    if (o == null || !o.getClass().isArray()) {
      return null;
    }
    int length = Array.getLength(o);
    Object copy = Array.newInstance(o.getClass().getComponentType(), length);
    if (o instanceof Object[] from && copy instanceof Object[] to) {
      for (int i = 0; i < length; i++) {
        to[i] = copy(from[i]);
      }
    } else {
      System.arraycopy(o, 0, copy, 0, length);
    }
    return copy;
  }
}
