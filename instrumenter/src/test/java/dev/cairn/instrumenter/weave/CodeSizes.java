package dev.cairn.instrumenter.weave;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;

/** Lengths of methods' code, read from the class file itself (JVMS 4.7.3). */
final class CodeSizes {
  private final ClassReader in;
  private final char[] buffer;
  private final Map<String, Integer> sizes = new TreeMap<>();

  private CodeSizes(byte[] bytes) {
    in = new ClassReader(bytes);
    buffer = new char[in.getMaxStringLength()];
  }

  /** By name; those of clones by {@code clone of NAME}. */
  static Map<String, Integer> of(byte[] bytes) {
    CodeSizes s = new CodeSizes(bytes);
    int at = s.in.header + 6;
    at += 2 + 2 * s.in.readUnsignedShort(at);
    at = s.members(at, false);
    s.members(at, true);
    return s.sizes;
  }

  private int members(int from, boolean methods) {
    int at = from + 2;
    for (int n = in.readUnsignedShort(from); n > 0; n--) {
      String name = in.readUTF8(at + 2, buffer);
      boolean clone = in.readUTF8(at + 4, buffer).startsWith("(" + RuntimeCalls.FRAME_DESCRIPTOR);
      int attributes = in.readUnsignedShort(at + 6);
      at += 8;
      for (; attributes > 0; attributes--) {
        if (methods && in.readUTF8(at, buffer).equals("Code")) {
          sizes.put((clone ? "clone of " : "") + name, in.readInt(at + 10));
        }
        at += 6 + in.readInt(at + 2);
      }
    }
    return at;
  }
}
