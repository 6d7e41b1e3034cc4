package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a snapshot holds of a {@link Thread} object, in one form for all releases: from 19 on half
 * of it lies in a holder beside.
 *
 * <pre>
 *   snapshot                  17                   19 and later
 *   target                    target               holder.task
 *   group, stackSize,         the same             holder.group ...
 *     priority, daemon
 *   threadStatus              0 not ended, 2 ended (see {@link IdleView})
 *   all others                the same             the same
 * </pre>
 *
 * Not held: the thread's id, which the JVM gives, its locks, and where it is parked. Thread locals
 * are stored beside.
 */
final class ThreadFields {
  private static final List<String> STORED =
      List.of(
          "contextClassLoader",
          "daemon",
          "group",
          "interrupted",
          "name",
          "priority",
          "stackSize",
          "target",
          "threadLocalRandomProbe",
          "threadLocalRandomSecondarySeed",
          "threadLocalRandomSeed",
          "threadStatus",
          "uncaughtExceptionHandler");

  private static final Optional<Field> HOLDER = Mem.field(Thread.class, "holder");

  private ThreadFields() {}

  /** Where the holder lies in a thread; 0 where this release has none. */
  static long holder() {
    return HOLDER.map(Mem::fieldOffset).orElse(0L);
  }

  /** In their canonical order. */
  static List<Shape.Slot> slots() {
    List<Shape.Slot> slots = new ArrayList<>();
    for (String name : STORED) {
      slots.add(slot(name));
    }
    slots.sort(Comparator.comparing(s -> s.entry().name()));
    return slots;
  }

  private static Shape.Slot slot(String name) {
    Optional<Field> direct = Mem.field(Thread.class, name);
    Field f = direct.orElseGet(() -> inHolder(name));
    FieldEntry entry = new FieldEntry(Thread.class.getName(), name, f.getType().descriptorString());
    long via = direct.isPresent() ? 0 : holder();
    return new Shape.Slot(entry, entry.kind(), f.getType(), Mem.fieldOffset(f), 0, via);
  }

  private static Field inHolder(String name) {
    Class<?> holder = HOLDER.orElseThrow().getType();
    return Mem.field(holder, name.equals("target") ? "task" : name).orElseThrow();
  }
}
