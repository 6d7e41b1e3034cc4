package dev.cairn.snapshot.heap;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Which static fields of a captured class belong to the job's state, in canonical order. */
final class StaticFields {
  private static final int ACC_SYNTHETIC = 0x1000;

  private StaticFields() {}

  /**
   * All of them, {@code static final} ones too, since their initialiser does not run again. Only
   * what is synthetic and transient isn't: so mark coverage tools and agents what they add.
   *
   * @throws LinkageError a field's type can't be loaded
   */
  static List<Field> of(Class<?> c) {
    return Arrays.stream(Mem.fields(c))
        .filter(f -> Modifier.isStatic(f.getModifiers()))
        .filter(
            f -> (f.getModifiers() & ACC_SYNTHETIC) == 0 || !Modifier.isTransient(f.getModifiers()))
        .sorted(Shapes.BY_NAME)
        .toList();
  }

  /** The raw bits of a primitive static, sign-extended. */
  static long bits(Field f) {
    Object base = Mem.staticBase(f);
    long at = Mem.staticOffset(f);
    return switch (f.getType().descriptorString().charAt(0)) {
      case 'Z', 'B' -> Mem.getByte(base, at);
      case 'C' -> Mem.getShort(base, at) & 0xffff;
      case 'S' -> Mem.getShort(base, at);
      case 'I', 'F' -> Mem.getInt(base, at);
      default -> Mem.getLong(base, at);
    };
  }

  /** Puts a primitive static, final or not. */
  static void put(Field f, long bits) {
    Object base = Mem.staticBase(f);
    long at = Mem.staticOffset(f);
    switch (f.getType().descriptorString().charAt(0)) {
      case 'Z', 'B' -> Mem.putByte(base, at, (byte) bits);
      case 'C', 'S' -> Mem.putShort(base, at, (short) bits);
      case 'I', 'F' -> Mem.putInt(base, at, (int) bits);
      default -> Mem.putLong(base, at, bits);
    }
  }
}
