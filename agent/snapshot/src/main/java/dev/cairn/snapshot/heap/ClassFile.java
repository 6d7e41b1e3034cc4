package dev.cairn.snapshot.heap;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A class file as far as its methods (JVMS 4.1).
 *
 * @param fields in the file's order
 */
record ClassFile(List<Field> fields, ClassFacts facts) {
  private static final int MAGIC = 0xcafebabe;

  /** One field that the class declares. */
  record Field(int access, String name, String descriptor) {}

  ClassFile {
    fields = List.copyOf(fields);
  }

  static ClassFile parse(byte[] classFile) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    if (in.readInt() != MAGIC) {
      throw new IOException("not a class file");
    }
    in.skipNBytes(4);
    String[] utf8 = constants(in);
    in.skipNBytes(6);
    in.skipNBytes(2L * in.readUnsignedShort());
    List<Field> fields = new ArrayList<>();
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      int access = in.readUnsignedShort();
      fields.add(new Field(access, utf8[in.readUnsignedShort()], utf8[in.readUnsignedShort()]));
      skipAttributes(in);
    }
    boolean natives = false;
    boolean finalizer = false;
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      natives |= Modifier.isNative(in.readUnsignedShort());
      String name = utf8[in.readUnsignedShort()];
      String descriptor = utf8[in.readUnsignedShort()];
      finalizer |= "finalize".equals(name) && "()V".equals(descriptor);
      skipAttributes(in);
    }
    return new ClassFile(fields, new ClassFacts(natives, finalizer));
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
