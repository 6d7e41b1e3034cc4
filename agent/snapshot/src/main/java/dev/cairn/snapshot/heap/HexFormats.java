package dev.cairn.snapshot.heap;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hexadecimal formats: some releases have the digits in a field, one of two arrays; later ones, and
 * a snapshot, whether these are capitals.
 */
final class HexFormats {
  private static final Class<?> FORMAT = HexFormat.class;

  private HexFormats() {}

  static void add(Map<String, OtherForms.Form> table) {
    if (Mem.field(FORMAT, "digits").filter(f -> f.getType() == byte[].class).isPresent()) {
      table.put(FORMAT.getName(), new OtherForms.Form(Set.of("digits"), List.of(capitals())));
    }
  }

  private static Shape.Slot capitals() {
    long digits = Mem.offset(FORMAT, "digits");
    return OtherForms.slot(
        FORMAT.getName(),
        "ucase",
        boolean.class,
        new OtherForm() {
          @Override
          public Object get(Object o) {
            return ((HexFormat) o).isUpperCase();
          }

          @Override
          public void put(Object o, @Nullable Object value) {
            boolean upper = value instanceof Boolean b && b;
            HexFormat like = upper ? HexFormat.of().withUpperCase() : HexFormat.of();
            Mem.putRef(o, digits, Mem.getRef(like, digits));
          }
        });
  }
}
