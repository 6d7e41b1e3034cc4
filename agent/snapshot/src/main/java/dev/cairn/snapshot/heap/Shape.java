package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import java.lang.ref.Reference;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How this JVM lays out the objects of one class, and how they are stored. What a walk notes here
 * is guarded by {@link Capture}: one walk at a time.
 */
final class Shape {
  /**
   * One stored field.
   *
   * @param kind a primitive's descriptor, or L
   * @param offset where it lies in an object
   * @param base subtracted from a long before it is stored: what this JVM's addresses count from
   * @param via where in an object the one lies that has the field; 0 where it is the object itself
   * @param view gives the value where there is no field, or where it has another form here
   */
  record Slot(
      FieldEntry entry,
      char kind,
      Class<?> type,
      long offset,
      long base,
      long via,
      @Nullable SlotView view) {
    Slot(FieldEntry entry, char kind, Class<?> type, long offset, long base, long via) {
      this(entry, kind, type, offset, base, via, null);
    }

    Slot(FieldEntry entry, char kind, Class<?> type, SlotView view) {
      this(entry, kind, type, 0, 0, 0, view);
    }

    /** The object that has the field. */
    Object home(Object o) {
      return via == 0 ? o : Objects.requireNonNull(Mem.getRef(o, via));
    }

    /** Whether the objects have such a field, to be put when they are restored. */
    boolean isField() {
      return offset != 0; // where the header is
    }

    boolean ofThread() {
      return entry.declaringClass().equals("java.lang.Thread");
    }
  }

  /**
   * One field that is not stored.
   *
   * @param policy why
   * @param outer where the superclass's field of the same value lies
   */
  record Unstored(Slot slot, JdkFields.Policy policy, long outer) {
    /** Whether {@code o} holds what a restored object would not. */
    boolean refuses(Object o) {
      if (policy != JdkFields.Policy.ZERO) {
        return false;
      }
      return switch (slot.entry.width()) {
        case 1 -> Mem.getByte(o, slot.offset) != 0;
        case 4 ->
            slot.kind == 'L' ? Mem.getRef(o, slot.offset) != null : Mem.getInt(o, slot.offset) != 0;
        default -> throw new IllegalStateException("no such field is in the table: " + slot);
      };
    }

    /** Gives a restored object its value; its stored fields are there already. */
    void restore(Object o) {
      if (policy == JdkFields.Policy.TRUE) {
        Mem.putByte(o, slot.offset, (byte) 1);
      } else if (policy == JdkFields.Policy.OUTER) {
        Mem.putRef(o, slot.offset, Mem.getRef(o, outer));
      } else if (policy == JdkFields.Policy.RENEWED) {
        Renewed.renew(o, slot);
      } else if (policy == JdkFields.Policy.RULES) {
        Mem.putRef(o, slot.offset, ZoneRules.of((ZoneOffset) o));
      }
    }
  }

  /**
   * A class's instance fields.
   *
   * @param rebuilt superclasses' first, then by name
   */
  record Fields(List<Slot> stored, List<Unstored> unstored, List<RebuiltField> rebuilt) {
    static final Fields NONE = new Fields(List.of(), List.of(), List.of());

    Fields {
      stored = List.copyOf(stored);
      unstored = List.copyOf(unstored);
      rebuilt = List.copyOf(rebuilt);
    }
  }

  private final Class<?> type;
  private final Class<?> home;
  private final char loader;
  private final String name;
  private final ClassEntry.Kind kind;
  private final Fields fields;
  private final Refusals.@Nullable Refusal refusal;
  private final boolean viewed;
  private final boolean described;
  private final List<LiveParts.Holder> partly;
  private final boolean plain;

  // of the one walk that is under way
  private @Nullable HeapWalk walk;
  private @Nullable ClassColumns columns;
  private @Nullable WalkScope captured;

  /**
   * @param home the class itself; of a lambda the class that it stands in
   * @param loader B, P or A, of an array its element's
   * @param name the class's name; of a lambda its recipe
   */
  Shape(
      Class<?> type,
      Class<?> home,
      char loader,
      String name,
      ClassEntry.Kind kind,
      Fields fields,
      Refusals.@Nullable Refusal refusal) {
    this.type = type;
    this.home = home;
    this.loader = loader;
    this.name = name;
    this.kind = kind;
    this.fields = fields;
    this.refusal = refusal;
    this.viewed = IdleView.concerns(type);
    this.described = fields.stored.stream().anyMatch(s -> s.view != null);
    this.partly =
        kind == ClassEntry.Kind.INSTANCE && refusal == null ? LiveParts.of(type) : List.of();
    this.plain =
        kind == ClassEntry.Kind.INSTANCE
            && !viewed
            && !described
            && partly.isEmpty()
            && fields.unstored.stream().noneMatch(u -> u.policy == JdkFields.Policy.ZERO)
            && !Throwable.class.isAssignableFrom(type)
            && !Reference.class.isAssignableFrom(type)
            && !ThreadLocal.class.isAssignableFrom(type);
  }

  Class<?> type() {
    return type;
  }

  /** The class itself; of a lambda the class that it stands in. */
  Class<?> home() {
    return home;
  }

  char loader() {
    return loader;
  }

  String name() {
    return name;
  }

  ClassEntry.Kind kind() {
    return kind;
  }

  List<Slot> slots() {
    return fields.stored;
  }

  List<Unstored> unstored() {
    return fields.unstored;
  }

  /** Fields that a method of the job's rebuilds. */
  List<RebuiltField> rebuilt() {
    return fields.rebuilt;
  }

  Refusals.@Nullable Refusal refusal() {
    return refusal;
  }

  /** Whether the objects are stored as {@link IdleView} sees them. */
  boolean viewed() {
    return viewed;
  }

  /** Whether there are values in no field. */
  boolean described() {
    return described;
  }

  /** Where the objects hold buffers of which a part counts. */
  List<LiveParts.Holder> partly() {
    return partly;
  }

  /** Whether the objects are stored field by field as they are, and nothing else is to be done. */
  boolean isPlain() {
    return plain;
  }

  /** What {@code walk} stored of this class so far, or null. */
  @Nullable ClassColumns columnsOf(HeapWalk asked) {
    return walk == asked ? columns : null;
  }

  void setColumns(HeapWalk of, ClassColumns c) {
    walk = of;
    columns = c;
  }

  /** Whether the class's statics are part of {@code scope}. */
  boolean isCaptured(WalkScope scope) {
    return captured == scope;
  }

  void setCaptured(@Nullable WalkScope scope) {
    captured = scope;
  }

  /** Forgets the walk, so that nothing of it is kept. */
  void forget() {
    walk = null;
    columns = null;
    captured = null;
  }

  ClassEntry entry(int count) {
    return new ClassEntry(
        kind, loader, name, fields.stored.stream().map(Slot::entry).toList(), count);
  }
}
