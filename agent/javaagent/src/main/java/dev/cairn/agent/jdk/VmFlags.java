package dev.cairn.agent.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The flags of HotSpot in its own memory, found by the tables in which it describes itself to
 * debuggers ({@code runtime/vmStructs.hpp}; the symbols are exported by libjvm):
 *
 * <pre>
 *   gHotSpotVMTypes    -&gt; entries of {type name, size, ...}
 *   gHotSpotVMStructs  -&gt; entries of {type name, field name, is static, offset, address, ...}
 *   JVMFlag::flags     -&gt; JVMFlag[JVMFlag::numFlags] of {_addr, _name, ...}
 *   flag._addr         -&gt; a byte, where the flag is a bool; as wide as an address, where an intx
 * </pre>
 *
 * Offsets and strides are read, too; none is assumed.
 */
final class VmFlags {
  private static final String FLAG = "JVMFlag";

  private final Object libraries;
  private final MethodHandle find;
  private final Object unsafe;
  private final MethodHandle getByte;
  private final MethodHandle putByte;
  private final MethodHandle getInt;
  private final MethodHandle getLong;
  private final MethodHandle getAddress;
  private final MethodHandle putAddress;

  /**
   * @param lookup sees every member of every class
   * @throws ReflectiveOperationException this JDK is made otherwise
   */
  VmFlags(MethodHandles.Lookup lookup) throws ReflectiveOperationException {
    Class<?> loader = Class.forName("jdk.internal.loader.BootLoader");
    Class<?> all = Class.forName("jdk.internal.loader.NativeLibraries");
    Class<?> memory = Class.forName("jdk.internal.misc.Unsafe");
    MethodHandle load =
        lookup.findStatic(loader, "loadLibrary", MethodType.methodType(void.class, String.class));
    MethodHandle of = lookup.findStatic(loader, "getNativeLibraries", MethodType.methodType(all));
    MethodHandle instance = lookup.findStatic(memory, "getUnsafe", MethodType.methodType(memory));
    try {
      load.invoke("nio"); // a library that depends on libjvm, and is there already, mostly
      libraries = of.invoke();
      unsafe = instance.invoke();
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
    find = lookup.findVirtual(all, "find", MethodType.methodType(long.class, String.class));
    getByte = reader(lookup, memory, "getByte", byte.class);
    getInt = reader(lookup, memory, "getInt", int.class);
    getLong = reader(lookup, memory, "getLong", long.class);
    getAddress = reader(lookup, memory, "getAddress", long.class);
    putByte =
        lookup.findVirtual(
            memory, "putByte", MethodType.methodType(void.class, long.class, byte.class));
    putAddress =
        lookup.findVirtual(
            memory, "putAddress", MethodType.methodType(void.class, long.class, long.class));
  }

  private static MethodHandle reader(
      MethodHandles.Lookup lookup, Class<?> memory, String name, Class<?> type)
      throws ReflectiveOperationException {
    return lookup.findVirtual(memory, name, MethodType.methodType(type, long.class));
  }

  /**
   * Sets a flag that is a bool.
   *
   * @return whether it has the value now; else nothing has changed
   */
  boolean set(String name, boolean value) {
    try {
      long at = addressOf(name);
      if (at == 0) {
        return false;
      }
      byte before = (byte) getByte.invoke(unsafe, at);
      if (before != 0 && before != 1) {
        return false; // no bool, or not where it is looked for
      }
      putByte.invoke(unsafe, at, (byte) (value ? 1 : 0));
      return true;
    } catch (Throwable e) {
      return false; // not made as described: then it stays as it is, which the caller tells
    }
  }

  /**
   * Sets a flag that is an intx.
   *
   * @param value at least 0
   * @return whether it has the value now; else nothing has changed
   */
  boolean set(String name, int value) {
    try {
      long at = addressOf(name);
      if (at == 0) {
        return false;
      }
      long before = at(at);
      if (before < 0 || before > Integer.MAX_VALUE) {
        return false; // none of those that are set here
      }
      putAddress.invoke(unsafe, at, (long) value); // as wide as an address
      return true;
    } catch (Throwable e) {
      return false;
    }
  }

  private long addressOf(String name) throws Throwable {
    long flags = at(field(FLAG, "flags", "Address"));
    long count = at(field(FLAG, "numFlags", "Address")); // a size_t
    long nameAt = field(FLAG, "_name", "Offset");
    long addressAt = field(FLAG, "_addr", "Offset");
    long size = sizeOf(FLAG);
    for (long i = 0; i < count; i++) {
      long flag = flags + i * size;
      if (isText(at(flag + nameAt), name)) {
        return at(flag + addressAt);
      }
    }
    return 0;
  }

  /** A field's offset in objects of its type, or the address of a static one. */
  private long field(String type, String name, String what) throws Throwable {
    long typeAt = symbol("gHotSpotVMStructEntryTypeNameOffset");
    long nameAt = symbol("gHotSpotVMStructEntryFieldNameOffset");
    long staticAt = symbol("gHotSpotVMStructEntryIsStaticOffset");
    long whatAt = symbol("gHotSpotVMStructEntry" + what + "Offset");
    long stride = symbol("gHotSpotVMStructEntryArrayStride");
    boolean isStatic = what.equals("Address");
    for (long e = at(address("gHotSpotVMStructs")); at(e + typeAt) != 0; e += stride) {
      if (isText(at(e + typeAt), type)
          && isText(at(e + nameAt), name)
          && ((int) getInt.invoke(unsafe, e + staticAt) != 0) == isStatic) {
        return isStatic ? at(e + whatAt) : number(e + whatAt);
      }
    }
    throw new NoSuchFieldException(type + "::" + name);
  }

  private long sizeOf(String type) throws Throwable {
    long nameAt = symbol("gHotSpotVMTypeEntryTypeNameOffset");
    long sizeAt = symbol("gHotSpotVMTypeEntrySizeOffset");
    long stride = symbol("gHotSpotVMTypeEntryArrayStride");
    for (long e = at(address("gHotSpotVMTypes")); at(e + nameAt) != 0; e += stride) {
      if (isText(at(e + nameAt), type)) {
        return number(e + sizeAt);
      }
    }
    throw new NoSuchFieldException(type);
  }

  /** What a symbol that describes the tables holds: 64 bits everywhere. */
  private long symbol(String name) throws Throwable {
    return number(address(name));
  }

  private long address(String symbol) throws Throwable {
    long address = (long) find.invoke(libraries, symbol);
    if (address == 0) {
      throw new NoSuchFieldException(symbol);
    }
    return address;
  }

  private long at(long address) throws Throwable {
    return (long) getAddress.invoke(unsafe, address);
  }

  private long number(long address) throws Throwable {
    return (long) getLong.invoke(unsafe, address);
  }

  private boolean isText(long address, String text) throws Throwable {
    if (address == 0) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if ((byte) getByte.invoke(unsafe, address + i) != (byte) text.charAt(i)) {
        return false;
      }
    }
    return (byte) getByte.invoke(unsafe, address + text.length()) == 0;
  }
}
