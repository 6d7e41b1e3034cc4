package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.FieldEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that a program keeps with classes, by a {@link ClassValue}. They lie in tables of the
 * classes, under an identity that the {@code ClassValue} was made with, and beside it a version and
 * a number that are the JVM's own. A snapshot holds classes and values by turns, in place of these
 * three.
 *
 * <p>On restore nothing of the program may run, and {@code ClassValue.get} would have it compute.
 * So a carrier is asked, which gives what was stored, and the restored object takes its place:
 *
 * <pre>
 *   carrier.get(C)     table of C:   carrier.identity --> carrier.version, value
 *   restored.identity, .version, .hashCodeForCache = the carrier's
 *   version.classValue = restored
 * </pre>
 *
 * For one walk; not thread-safe.
 */
final class ClassValues {
  /** What is stored of a {@code ClassValue}: an array of classes and their values by turns. */
  static final FieldEntry VALUES =
      new FieldEntry(ClassValue.class.getName(), "values", Object[].class.descriptorString());

  private static final Class<?> ENTRY = Renewed.type(ClassValue.class.getName() + "$Entry");
  private static final long VALUE = Mem.offset(ENTRY, "value");
  private static final long TABLE = Mem.offset(Class.class, "classValueMap");
  private static final long IDENTITY = Mem.offset(ClassValue.class, "identity");
  private static final long NUMBER = Mem.offset(ClassValue.class, "hashCodeForCache");
  private static final long VERSION = Mem.offset(ClassValue.class, "version");
  private static final long OWNER =
      Mem.offset(Renewed.type(ClassValue.class.getName() + "$Version"), "classValue");

  private final Supplier<Class<?>[]> loaded;
  private final Shapes shapes;
  private @Nullable List<Class<?>> withTables;

  /**
   * @param loaded all classes that this JVM has loaded, but for primitive ones; asked at most once
   */
  ClassValues(Supplier<Class<?>[]> loaded, Shapes shapes) {
    this.loaded = loaded;
    this.shapes = shapes;
  }

  /** Classes and values by turns, by the classes' names. */
  Object[] of(ClassValue<?> classValue) {
    Object identity = Mem.getRef(classValue, IDENTITY);
    List<@Nullable Object> all = new ArrayList<>();
    for (Class<?> c : withTables()) {
      Object entry = entry(c, identity);
      Object value = ENTRY.isInstance(entry) ? Mem.getRef(entry, VALUE) : entry;
      if (value != entry) { // one that is being computed, or was removed, is none
        all.add(c);
        all.add(value);
      }
    }
    return all.toArray();
  }

  private static @Nullable Object entry(Class<?> c, @Nullable Object identity) {
    Map<?, ?> table = (Map<?, ?>) Mem.getRef(c, TABLE);
    if (table == null) {
      return null;
    }
    synchronized (table) { // as the JDK does
      return table.get(identity);
    }
  }

  private List<Class<?>> withTables() {
    if (withTables == null) {
      withTables =
          Stream.concat(ClassTable.PRIMITIVES.stream(), Arrays.stream(loaded.get()))
              .filter(c -> Mem.getRef(c, TABLE) != null)
              .sorted(Comparator.comparing(c -> shapes.loaderOf(c) + c.getName()))
              .toList();
    }
    return withTables;
  }

  // ---- on restore ----

  private static final class Carrier extends ClassValue<@Nullable Object> {
    private @Nullable Object value;

    void put(Class<?> c, @Nullable Object v) {
      value = v;
      get(c);
      value = null;
    }

    @Override
    protected @Nullable Object computeValue(Class<?> c) {
      return value;
    }
  }

  /**
   * Gives restored objects their values; all else is restored already.
   *
   * @throws SnapshotMismatchException what is stored is nothing that a walk found
   */
  static void restore(HeapBuilder heap) {
    heap.classValues().forEach(o -> restore(o.object(), (Object[]) o.content()));
  }

  private static void restore(Object classValue, @Nullable Object @Nullable [] stored) {
    Carrier carrier = new Carrier();
    for (int i = 0; stored != null && i < stored.length; i += 2) {
      if (!(stored[i] instanceof Class<?> c) || i + 1 == stored.length) {
        throw new SnapshotMismatchException("a value with a class of the snapshot is with none");
      }
      carrier.put(c, stored[i + 1]);
    }
    Object version = Mem.getRef(carrier, VERSION);
    Mem.putRef(version, OWNER, classValue);
    Mem.putRef(classValue, VERSION, version);
    Mem.putRef(classValue, IDENTITY, Mem.getRef(carrier, IDENTITY));
    Mem.putInt(classValue, NUMBER, Mem.getInt(carrier, NUMBER));
  }
}
