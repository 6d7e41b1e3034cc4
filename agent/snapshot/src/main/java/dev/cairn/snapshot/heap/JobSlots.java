package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * References of the job that the JDK keeps outside of the job's own classes: the uncaught exception
 * handlers and the context class loader. Roots of the snapshot, like statics.
 */
final class JobSlots {
  /** One such reference. */
  interface Slot {
    /** How it is called in snapshots and in paths. */
    String name();

    Class<?> type();

    @Nullable Object reference();

    void put(@Nullable Object v);
  }

  private record InField(String name, Class<?> type, Object base, long offset) implements Slot {
    @Override
    public @Nullable Object reference() {
      return Mem.getRef(base, offset);
    }

    @Override
    public void put(@Nullable Object v) {
      Mem.putRef(base, offset, v);
    }
  }

  private JobSlots() {}

  static List<Slot> of(Thread job) {
    List<Slot> slots = new ArrayList<>();
    for (String name :
        List.of(
            "contextClassLoader", "defaultUncaughtExceptionHandler", "uncaughtExceptionHandler")) {
      Field f = Mem.field(Thread.class, name).orElseThrow();
      boolean isStatic = Modifier.isStatic(f.getModifiers());
      slots.add(
          new InField(
              "java.lang.Thread." + name,
              f.getType(),
              isStatic ? Mem.staticBase(f) : job,
              isStatic ? Mem.staticOffset(f) : Mem.fieldOffset(f)));
    }
    return slots;
  }
}
