package dev.cairn.snapshot.heap;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of a class's methods.
 *
 * @param natives whether it declares a native method
 * @param finalizer whether it declares {@code void finalize()}
 */
record ClassFacts(boolean natives, boolean finalizer) {
  private static final int MAGIC = 0xcafebabe;

  /**
   * Asks the JVM, or, where a class in some method's descriptor is missing, the class file.
   *
   * @return null where neither tells
   */
  static @Nullable ClassFacts of(Class<?> c) {
    try {
      boolean natives = false;
      boolean finalizer = false;
      for (Method m : Mem.methods(c)) {
        natives |= Modifier.isNative(m.getModifiers());
        finalizer |= m.getName().equals("finalize") && m.getParameterCount() == 0;
      }
      return new ClassFacts(natives, finalizer);
    } catch (LinkageError e) {
      return fromClassFile(c);
    }
  }

  private static @Nullable ClassFacts fromClassFile(Class<?> c) {
    ClassLoader loader = c.getClassLoader();
    if (loader == null) {
      return null;
    }
    try (InputStream in = loader.getResourceAsStream(c.getName().replace('.', '/') + ".class")) {
      return in == null ? null : parse(in.readAllBytes());
    } catch (IOException e) {
      return null; // and so the object is refused
    }
  }

  /** Reads as far as the methods (JVMS 4.1). */
  static ClassFacts parse(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.skipNBytes(4);
    String[] utf8 = constants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    int fields = in.readUnsignedShort();
    for (int i = 0; i < fields; i++) {
      in.skipNBytes(6);
      skipAttributes(in);
    }
    boolean natives = false;
    boolean finalizer = false;
    int methods = in.readUnsignedShort();
    for (int i = 0; i < methods; i++) {
      natives |= Modifier.isNative(in.readUnsignedShort());
      String name = utf8[in.readUnsignedShort()];
      String descriptor = utf8[in.readUnsignedShort()];
      finalizer |= "finalize".equals(name) && "()V".equals(descriptor);
      skipAttributes(in);
    }
    return new ClassFacts(natives, finalizer);
  }

  private static String[] constants(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    String[] utf8 = new String[count];
    for (int i = 1; i < count; i++) {
      int tag = in.readUnsignedByte();
      switch (tag) {
        case 1 -> utf8[i] = in.readUTF();
        case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
        case 5, 6 -> {
          in.skipNBytes(8);
          i++; // longs and doubles take two places (JVMS 4.4.5)
        }
        case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
        case 15 -> in.skipNBytes(3);
        default -> throw new IOException("constant of tag " + tag);
      }
    }
    return utf8;
  }

  private static void skipAttributes(DataInputStream in) throws IOException {
    int count = in.readUnsignedShort();
    for (int i = 0; i < count; i++) {
      in.skipNBytes(2);
      in.skipNBytes(in.readInt() & 0xffffffffL);
    }
  }
}
