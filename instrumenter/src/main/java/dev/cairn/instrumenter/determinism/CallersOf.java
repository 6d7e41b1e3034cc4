package dev.cairn.instrumenter.determinism;

import java.util.BitSet;
import org.objectweb.asm.ClassReader;

/**
 * Which methods of a class may hold a call of some method, seen from the bytes alone: it takes no
 * instruction apart, since most methods of most classes hold none, and a start waits for it.
 *
 * <pre>
 *   access:2 this:2 super:2 interfaces:2+2n                       JVMS 4.1, from the header on
 *   fields:2   each access:2 name:2 descriptor:2 attributes:2     JVMS 4.5
 *   methods:2  each access:2 name:2 descriptor:2 attributes:2     JVMS 4.6
 *   attribute  name:2 length:4 …
 *   Code       name:2 length:4 stack:2 locals:2 length:4 code     JVMS 4.7.3
 * </pre>
 */
final class CallersOf {
  private static final int INVOKEVIRTUAL = 0xb6;
  private static final int INVOKEDYNAMIC = 0xba;
  private static final int MEMBER = 6;
  private static final int ATTRIBUTE = 6;
  private static final int CODE = 14;

  private final ClassReader reader;
  private final BitSet called;
  private final char[] buffer;

  private CallersOf(ClassReader reader, BitSet called) {
    this.reader = reader;
    this.called = called;
    this.buffer = new char[reader.getMaxStringLength()];
  }

  /**
   * The methods, by their place in the class file; too many rather than too few.
   *
   * @param called indices in the constant pool that a call may name
   */
  static BitSet of(ClassReader reader, BitSet called) {
    return new CallersOf(reader, called).methods();
  }

  private BitSet methods() {
    BitSet methods = new BitSet();
    int at = reader.header + 8 + 2 * reader.readUnsignedShort(reader.header + 6);
    for (int fields = reader.readUnsignedShort(at); fields > 0; fields--) {
      at = afterAttributes(at + 2 + MEMBER) - 2;
    }
    at += 2;
    int count = reader.readUnsignedShort(at);
    at += 2;
    for (int i = 0; i < count; i++) {
      int attributes = at + MEMBER;
      int end = afterAttributes(attributes);
      if (calls(attributes)) {
        methods.set(i);
      }
      at = end;
    }
    return methods;
  }

  /** Where what follows begins. */
  private int afterAttributes(int attributes) {
    int at = attributes + 2;
    for (int n = reader.readUnsignedShort(attributes); n > 0; n--) {
      at += ATTRIBUTE + reader.readInt(at + 2);
    }
    return at;
  }

  private boolean calls(int attributes) {
    int at = attributes + 2;
    for (int n = reader.readUnsignedShort(attributes); n > 0; n--) {
      if ("Code".equals(reader.readUTF8(at, buffer))) {
        return calls(at + CODE, reader.readInt(at + CODE - 4));
      }
      at += ATTRIBUTE + reader.readInt(at + 2);
    }
    return false;
  }

  /** Bytes that only look like a call are taken for one. */
  private boolean calls(int code, int length) {
    for (int i = code; i < code + length - 2; i++) {
      int opcode = reader.readByte(i);
      if (opcode >= INVOKEVIRTUAL
          && opcode <= INVOKEDYNAMIC
          && called.get(reader.readUnsignedShort(i + 1))) {
        return true;
      }
    }
    return false;
  }
}
