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
 *   VMStructEntry       typeName:8 fieldName:8 typeString:8 isStatic:4 -:4 offset:8 address:8
 *   VMIntConstantEntry  name:8 value:4
 * </pre>
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
    if (Mem.addressSize() != 8) {
      throw new IllegalStateException("addresses of " + Mem.addressSize() + " bytes");
    }
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
    return Mem.getByte(null, Mem.getLong(c, klass) + state);
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
      long stride = word("gHotSpotVMStructEntryArrayStride");
      for (long at = word("gHotSpotVMStructs"); text(at) != null; at += stride) {
        if (type.equals(text(at)) && name.equals(text(at + 8))) {
          return Mem.getLong(null, at + (isStatic ? 40 : 32));
        }
      }
      throw new IllegalStateException("no field " + type + "::" + name);
    }

    Map<String, Integer> constants() {
      long stride = word("gHotSpotVMIntConstantEntryArrayStride");
      Map<String, Integer> result = new HashMap<>();
      String name;
      for (long at = word("gHotSpotVMIntConstants"); (name = text(at)) != null; at += stride) {
        result.put(name, Mem.getInt(null, at + 8));
      }
      return result;
    }

    private long word(String symbol) {
      return Mem.getLong(null, libraries.address(symbol));
    }

    /** The C string that the pointer at this address leads to; null of a null pointer. */
    private static @Nullable String text(long at) {
      long p = Mem.getLong(null, at);
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
