package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Locales that a constructor has made: one that is equal is the JVM's own, and has a name. Stored
 * is that one, whose parts are taken over; the JVM compares these by identity.
 */
final class Locales {
  private static final String PARTS = "baseLocale";

  private Locales() {}

  static void add(Map<String, OtherForms.Form> table) {
    Set<String> fields =
        Arrays.stream(Mem.fields(Locale.class))
            .filter(f -> !Modifier.isStatic(f.getModifiers()))
            .map(Field::getName)
            .collect(Collectors.toSet());
    if (fields.contains(PARTS)) {
      table.put(Locale.class.getName(), new OtherForms.Form(fields, List.of(like())));
    }
  }

  private static Shape.Slot like() {
    long parts = Mem.offset(Locale.class, PARTS);
    return OtherForms.slot(
        Locale.class.getName(),
        "like",
        Locale.class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            if (((Locale) o).hasExtensions()) {
              throw new RefusedValueException(
                  new Refusals.Refusal(
                      "this locale has extensions",
                      "keep its tag, and make it anew by Locale.forLanguageTag"));
            }
            return NamedObjects.equal((Locale) o);
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            if (value != null) {
              Mem.putRef(o, parts, Mem.getRef(value, parts));
            }
          }
        });
  }
}
