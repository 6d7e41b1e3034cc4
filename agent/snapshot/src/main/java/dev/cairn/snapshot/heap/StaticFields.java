package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which static fields of a class belong to the job's state, in canonical order: all of them, {@code
 * static final} ones too, since their initialiser does not run again. Only what is synthetic and
 * transient isn't: so mark coverage tools and agents what they add; nor is what is marked
 * {@code @Recreate}. Found once for each class.
 */
final class StaticFields extends ClassValue<StaticFields.Fields> {
  private static final int ACC_SYNTHETIC = 0x1000;

  private final Codecs codecs;

  StaticFields(Codecs codecs) {
    this.codecs = codecs;
  }

  /**
   * One static field.
   *
   * @param base the object that it lies in, with {@code offset}
   */
  record Slot(FieldEntry entry, Class<?> type, Object base, long offset) {
    @Nullable Object reference() {
      return Mem.getRef(base, offset);
    }

    void put(@Nullable Object v) {
      Mem.putRef(base, offset, v);
    }

    /** The raw bits of a primitive, sign-extended. */
    long bits() {
      return switch (entry.kind()) {
        case 'Z', 'B' -> Mem.getByte(base, offset);
        case 'C' -> Mem.getShort(base, offset) & 0xffff;
        case 'S' -> Mem.getShort(base, offset);
        case 'I', 'F' -> Mem.getInt(base, offset);
        default -> Mem.getLong(base, offset);
      };
    }

    /** Puts a primitive, final or not. */
    void putBits(long bits) {
      switch (entry.kind()) {
        case 'Z', 'B' -> Mem.putByte(base, offset, (byte) bits);
        case 'C', 'S' -> Mem.putShort(base, offset, (short) bits);
        case 'I', 'F' -> Mem.putInt(base, offset, (int) bits);
        default -> Mem.putLong(base, offset, bits);
      }
    }
  }

  /**
   * A class's static fields, in canonical order.
   *
   * @param rebuilt those that are not stored, but made again by a method
   */
  record Fields(List<Slot> stored, List<RebuiltField> rebuilt) {
    Fields {
      stored = List.copyOf(stored);
      rebuilt = List.copyOf(rebuilt);
    }
  }

  /**
   * The fields of an initialised class.
   *
   * @throws NotCapturableException it has native methods and no codec, or a field's type can't be
   *     loaded
   */
  @Override
  protected Fields computeValue(Class<?> c) {
    try {
      ClassFacts facts = ClassFacts.of(c);
      if (facts == null || (facts.natives() && !codecs.admit(c))) {
        throw refused(c, Refusals.nativeMethods(c));
      }
      List<Slot> stored = new ArrayList<>();
      List<RebuiltField> rebuilt = new ArrayList<>();
      List<Field> fields =
          Arrays.stream(Mem.fields(c))
              .filter(StaticFields::isState)
              .sorted(Shapes.BY_NAME)
              .toList();
      for (Field f : fields) {
        RebuiltField again = RebuiltField.of(f);
        if (again == null) {
          stored.add(slot(f));
        } else {
          rebuilt.add(again);
        }
      }
      return new Fields(stored, rebuilt);
    } catch (LinkageError e) {
      throw refused(c, Refusals.unreadable(c, e));
    } catch (RebuiltField.MisusedException e) {
      throw refused(c, e.refusal());
    }
  }

  private static boolean isState(Field f) {
    int m = f.getModifiers();
    return Modifier.isStatic(m) && ((m & ACC_SYNTHETIC) == 0 || !Modifier.isTransient(m));
  }

  private static Slot slot(Field f) {
    return new Slot(Shapes.entry(f), f.getType(), Mem.staticBase(f), Mem.staticOffset(f));
  }

  private static NotCapturableException refused(Class<?> c, Refusals.Refusal r) {
    return new NotCapturableException("statics of " + c.getName(), r.reason(), r.remedy());
  }
}
