package dev.cairn.snapshot.heap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which classes are erroneous: their initialiser failed, or a superclass's did (JVMS 5.5, step 11).
 * Java has no question for it that doesn't initialise a class, so HotSpot's own record is read, by
 * the description of its structures that it exports for debuggers ({@code vmStructs.hpp}):
 *
 * <pre>
 *   class mirror + java_lang_Class::_klass_offset -> InstanceKlass
 *   InstanceKlass + offset of _init_state         -> one byte: initialization_error?
 *
 *   VMStructEntry       typeName:address fieldName:address ... offset:8 address:address
 *   VMIntConstantEntry  name:address value:4
 * </pre>
 *
 * An address has 4 or 8 bytes. Where a column of these tables stands is exported, too.
 */
final class ClassStates {
  private final long klass;
  private final long state;
  private final byte initialised;
  private final byte failed;

  private ClassStates(long klass, long state, byte initialised, byte failed) {
    this.klass = klass;
    this.state = state;
    this.initialised = initialised;
    this.failed = failed;
  }

  /**
   * Finds the record, and tries it on classes whose state is known.
   *
   * @throws IllegalStateException this JVM has another one
   */
  static ClassStates probe() {
    Symbols symbols = new Symbols();
    Map<String, Integer> constants = symbols.constants();
    ClassStates found =
        new ClassStates(
            Mem.getInt(null, symbols.field("java_lang_Class", "_klass_offset", true)),
            symbols.field("InstanceKlass", "_init_state", false),
            constant(constants, "InstanceKlass::fully_initialized"),
            constant(constants, "InstanceKlass::initialization_error"));
    for (Class<?> c : List.of(Object.class, String.class, ClassStates.class, List.class)) {
      if (found.state(c) != found.initialised) {
        throw new IllegalStateException(c + " is in state " + found.state(c));
      }
    }
    return found;
  }

  /** Whether the class's initialisation failed. Initialises nothing. */
  boolean failed(Class<?> c) {
    return !c.isPrimitive() && !c.isArray() && state(c) == failed;
  }

  private byte state(Class<?> c) {
    return Mem.getByte(null, Mem.getAddress(c, klass) + state);
  }

  private static byte constant(Map<String, Integer> constants, String name) {
    Integer v = constants.get(name);
    if (v == null) {
      throw new IllegalStateException("no constant " + name);
    }
    return v.byteValue();
  }

  /** The tables by their names in libjvm, on which every library of the JDK depends. */
  private static final class Symbols {
    private final JdkLibraries libraries = new JdkLibraries();

    /** The field's offset in its structure, or its address where it is static. */
    long field(String type, String name, boolean isStatic) {
      long types = number("gHotSpotVMStructEntryTypeNameOffset");
      long names = number("gHotSpotVMStructEntryFieldNameOffset");
      long offsets = number("gHotSpotVMStructEntryOffsetOffset");
      long addresses = number("gHotSpotVMStructEntryAddressOffset");
      long stride = number("gHotSpotVMStructEntryArrayStride");
      for (long at = table("gHotSpotVMStructs"); text(at + types) != null; at += stride) {
        if (type.equals(text(at + types)) && name.equals(text(at + names))) {
          return isStatic ? Mem.getAddress(null, at + addresses) : Mem.getLong(null, at + offsets);
        }
      }
      throw new IllegalStateException("no field " + type + "::" + name);
    }

    Map<String, Integer> constants() {
      long names = number("gHotSpotVMIntConstantEntryNameOffset");
      long values = number("gHotSpotVMIntConstantEntryValueOffset");
      long stride = number("gHotSpotVMIntConstantEntryArrayStride");
      Map<String, Integer> result = new HashMap<>();
      String name;
      for (long at = table("gHotSpotVMIntConstants"); (name = text(at + names)) != null; ) {
        result.put(name, Mem.getInt(null, at + values));
        at += stride;
      }
      return result;
    }

    private long table(String symbol) {
      return Mem.getAddress(null, libraries.address(symbol));
    }

    /** Of eight bytes everywhere. */
    private long number(String symbol) {
      return Mem.getLong(null, libraries.address(symbol));
    }

    /** The C string that the pointer at this address leads to; null of a null pointer. */
    private static @Nullable String text(long at) {
      long p = Mem.getAddress(null, at);
      if (p == 0) {
        return null;
      }
      List<Byte> bytes = new ArrayList<>();
      for (byte b; (b = Mem.getByte(null, p)) != 0; p++) {
        bytes.add(b);
      }
      byte[] array = new byte[bytes.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = bytes.get(i);
      }
      return new String(array, StandardCharsets.US_ASCII);
    }
  }
}
