package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/**
 * The one table of JDK classes whose objects some releases hold in another form than a snapshot
 * does. There a class's fields are not stored themselves; what stands here is, in their place.
 * Where a class has neither the form that stands here nor the snapshot's, its fields are stored as
 * they are, and a release that has others refuses them.
 */
final class OtherForms {
  /**
   * What is stored of a class.
   *
   * @param replaced names of its fields that are not stored
   * @param slots in place of these
   */
  record Form(Set<String> replaced, List<Shape.Slot> slots) {
    Form {
      replaced = Set.copyOf(replaced);
      slots = List.copyOf(slots);
    }
  }

  private static final Map<String, Form> TABLE = new HashMap<>();

  static {
    TransferQueues.add(TABLE);
    TextReaders.add(TABLE);
    HexFormats.add(TABLE);
    ServiceLoaders.add(TABLE);
    Matchers.add(TABLE);
    Locales.add(TABLE);
    TimeZones.add(TABLE);
  }

  private OtherForms() {}

  /**
   * The form of what {@code declaring} declares in objects of {@code c}; null where its fields are
   * stored as they are.
   */
  static @Nullable Form of(Class<?> c, Class<?> declaring) {
    if (declaring.getClassLoader() != null) {
      return null;
    }
    return declaring == AbstractQueuedSynchronizer.class && ReadWriteLocks.is(c)
        ? ReadWriteLocks.FORM
        : TABLE.get(declaring.getName());
  }

  /** A stored field that no field here is. */
  static Shape.Slot slot(String declaring, String name, Class<?> type, OtherForm form) {
    FieldEntry e = new FieldEntry(declaring, name, type.descriptorString());
    return new Shape.Slot(e, e.kind(), type, form);
  }

  /** Whether a class has just these fields, of these types. */
  static boolean has(Class<?> c, Map<String, Class<?>> fields) {
    Map<String, Class<?>> here = new HashMap<>();
    for (Field f : Mem.fields(c)) {
      if (!Modifier.isStatic(f.getModifiers())) {
        here.put(f.getName(), f.getType());
      }
    }
    return here.equals(fields);
  }
}
