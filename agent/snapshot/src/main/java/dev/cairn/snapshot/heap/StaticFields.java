package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.format.FieldEntry;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which static fields of a class belong to the job's state, in canonical order: all of them, {@code
 * static final} ones too, since their initialiser does not run again. Only what is synthetic and
 * transient isn't: so mark coverage tools and agents what they add. Found once for each class.
 */
final class StaticFields extends ClassValue<List<StaticFields.Slot>> {
  private static final int ACC_SYNTHETIC = 0x1000;

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
   * The fields of an initialised class.
   *
   * @throws NotCapturableException it has native methods, or a field's type can't be loaded
   */
  @Override
  protected List<Slot> computeValue(Class<?> c) {
    try {
      ClassFacts facts = ClassFacts.of(c);
      if (facts == null || facts.natives()) {
        throw refused(c, Refusals.nativeMethods(c));
      }
      return Arrays.stream(Mem.fields(c))
          .filter(f -> Modifier.isStatic(f.getModifiers()))
          .filter(
              f ->
                  (f.getModifiers() & ACC_SYNTHETIC) == 0
                      || !Modifier.isTransient(f.getModifiers()))
          .sorted(Shapes.BY_NAME)
          .map(StaticFields::slot)
          .toList();
    } catch (LinkageError e) {
      throw refused(c, Refusals.unreadable(c, e));
    }
  }

  private static Slot slot(Field f) {
    return new Slot(Shapes.entry(f), f.getType(), Mem.staticBase(f), Mem.staticOffset(f));
  }

  private static NotCapturableException refused(Class<?> c, Refusals.Refusal r) {
    return new NotCapturableException("statics of " + c.getName(), r.reason(), r.remedy());
  }
}
