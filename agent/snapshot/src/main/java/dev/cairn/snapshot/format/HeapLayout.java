package dev.cairn.snapshot.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a snapshot each object's fields and elements lie. Immutable, thread-safe.
 *
 * <pre>
 *   CLASSES   count, then for each class: kind:1 loader:1 name objects fields(declaring name type)*
 *   ANCHORS   count, then for each anchor: kind:1 name
 *   TYPES     for each object 1, 2, ...: varint, 0 for an anchor (the next one), else the class
 *   LENGTHS   for each class with lengths, for each object: length:4
 *             (of a text the number of characters; bit 31: each takes two bytes)
 *   DATA      for each class: for each field a column of one value per object,
 *             or all elements, or all characters
 * </pre>
 */
public final class HeapLayout {
  private final List<ClassEntry> classes;
  private final List<AnchorEntry> anchors;
  private final int[] types;
  private final int[] ordinals;
  private final ByteSource data;
  private final ByteSource lengths;
  private final long[][] columns;
  private final long[] lengthsAt;
  private final long[][] starts;

  private HeapLayout(
      List<ClassEntry> classes,
      List<AnchorEntry> anchors,
      int[] types,
      int[] ordinals,
      ByteSource lengths,
      ByteSource data) {
    this.classes = classes;
    this.anchors = anchors;
    this.types = types;
    this.ordinals = ordinals;
    this.lengths = lengths;
    this.data = data;
    this.columns = new long[classes.size()][];
    this.lengthsAt = new long[classes.size()];
    this.starts = new long[classes.size()][];
  }

  /**
   * Reads the heap's sections.
   *
   * @throws dev.cairn.snapshot.DamagedSnapshotException they contradict each other
   */
  public static HeapLayout read(SnapshotReader reader) {
    return read(reader, reader.bulk(SectionId.DATA));
  }

  /**
   * The same, what objects hold being read when it is asked for, until the reader is closed: an
   * order that goes class by class, and {@link ByteSource#release}s what is behind it, takes little
   * memory.
   */
  public static HeapLayout readOnDemand(SnapshotReader reader) {
    return read(reader, reader.onDemand(SectionId.DATA));
  }

  private static HeapLayout read(SnapshotReader reader, ByteSource data) {
    List<ClassEntry> classes = classes(reader.section(SectionId.CLASSES));
    List<AnchorEntry> anchors = anchors(reader.section(SectionId.ANCHORS));
    ByteSource typeBytes = reader.bulk(SectionId.TYPES);
    long n = anchors.size();
    for (ClassEntry c : classes) {
      n += c.count();
    }
    if (n > typeBytes.length() || n > Integer.MAX_VALUE - 16) {
      throw reader.damaged(SectionId.TYPES, 0, n + " objects do not fit");
    }
    int[] types = new int[(int) n + 1];
    int[] ordinals = new int[(int) n + 1];
    int[] seen = new int[classes.size() + 1];
    long at = 0;
    for (int i = 1; i <= n; i++) {
      int type = 0;
      int shift = 0;
      int b;
      do {
        if (at >= typeBytes.length() || shift > 28) {
          throw reader.damaged(SectionId.TYPES, at, "it ends too early");
        }
        b = typeBytes.getByte(at++);
        type |= (b & 0x7f) << shift;
        shift += 7;
      } while (b < 0);
      if (type < 0 || type > classes.size()) {
        throw reader.damaged(SectionId.TYPES, at, "there is no class " + type);
      }
      types[i] = type;
      ordinals[i] = seen[type]++;
    }
    boolean right = at == typeBytes.length() && seen[0] == anchors.size();
    for (int c = 0; c < classes.size(); c++) {
      right &= seen[c + 1] == classes.get(c).count();
    }
    if (!right) {
      throw reader.damaged(SectionId.TYPES, at, "the objects are not as many as were counted");
    }
    HeapLayout layout =
        new HeapLayout(classes, anchors, types, ordinals, reader.bulk(SectionId.LENGTHS), data);
    layout.place(reader);
    return layout;
  }

  private void place(SnapshotReader reader) {
    long at = 0;
    long lengthAt = 0;
    for (int c = 0; c < classes.size(); c++) {
      ClassEntry e = classes.get(c);
      columns[c] = new long[Math.max(1, e.fields().size())];
      starts[c] = new long[0];
      columns[c][0] = at;
      if (e.hasLength()) {
        lengthsAt[c] = lengthAt;
        lengthAt += 4L * e.count();
        if (lengthAt > lengths.length()) {
          throw reader.damaged(SectionId.LENGTHS, lengths.length(), "it ends too early");
        }
        starts[c] = new long[e.count()];
        for (int i = 0; i < e.count(); i++) {
          starts[c][i] = at;
          int word = lengths.getInt(lengthsAt[c] + 4L * i);
          at += bytes(e, word);
          if ((e.kind() == ClassEntry.Kind.ARRAY && word < 0) || at > data.length()) {
            throw reader.damaged(
                SectionId.LENGTHS, lengthsAt[c] + 4L * i, "a length of " + word + " does not fit");
          }
        }
      } else {
        for (int f = 0; f < e.fields().size(); f++) {
          columns[c][f] = at;
          at += (long) e.fields().get(f).width() * e.count();
        }
      }
      if (at > data.length()) {
        throw reader.damaged(SectionId.DATA, data.length(), "it ends too early");
      }
    }
    if (at != data.length() || lengthAt != lengths.length()) {
      throw reader.damaged(SectionId.DATA, at, "there are bytes of no object");
    }
  }

  private static long bytes(ClassEntry e, int word) {
    return e.kind() == ClassEntry.Kind.ARRAY
        ? (long) word * FieldEntry.width(e.element())
        : (word & 0x7fffffffL) << (word >>> 31);
  }

  private static List<ClassEntry> classes(SectionReader in) {
    int n = in.count(5);
    List<ClassEntry> classes = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      ClassEntry.Kind kind = ClassEntry.Kind.of(in.byteValue());
      char loader = (char) in.byteValue();
      String name = in.string();
      int count = in.number();
      int size = in.count(3);
      List<FieldEntry> fields = new ArrayList<>(size);
      for (int f = 0; f < size; f++) {
        FieldEntry e = new FieldEntry(in.string(), in.string(), in.string());
        if (e.type().isEmpty() || "ZBCSIJFDL[".indexOf(e.type().charAt(0)) < 0) {
          throw in.damaged("a field of type '" + e.type() + "'");
        }
        fields.add(e);
      }
      if (kind == null || "BPAD".indexOf(loader) < 0) {
        throw in.damaged("a class of unknown kind, or of loader " + (int) loader);
      }
      ClassEntry e = new ClassEntry(kind, loader, name, fields, count);
      boolean fits =
          switch (e.kind()) {
            case ARRAY ->
                size == 0
                    && name.length() > ClassEntry.elementAt(name)
                    && name.charAt(ClassEntry.elementAt(name) - 1) == '['
                    && "ZBCSIJFDL[".indexOf(name.charAt(ClassEntry.elementAt(name))) >= 0;
            case STRING, TEXT -> size == 0;
            default -> true;
          };
      if (!fits) {
        throw in.damaged("a class '" + name + "' of kind " + e.kind());
      }
      classes.add(e);
    }
    in.end();
    return classes;
  }

  private static List<AnchorEntry> anchors(SectionReader in) {
    int n = in.count(2);
    List<AnchorEntry> anchors = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      AnchorEntry.Kind kind = AnchorEntry.Kind.of(in.byteValue());
      if (kind == null) {
        throw in.damaged("an anchor of unknown kind");
      }
      anchors.add(new AnchorEntry(kind, in.string()));
    }
    in.end();
    return anchors;
  }

  public List<ClassEntry> classes() {
    return classes;
  }

  public List<AnchorEntry> anchors() {
    return anchors;
  }

  /** Objects are numbered 1 to this. */
  public int objects() {
    return types.length - 1;
  }

  /** The index of an object's class plus 1; 0 for an anchor, and for null, which is number 0. */
  public int type(int number) {
    return types[number];
  }

  /** The index of an object's class, or -1 for an anchor. */
  public int classOf(int number) {
    return types[number] - 1;
  }

  /** Which of its class (or of the anchors) an object is, from 0. */
  public int ordinal(int number) {
    return ordinals[number];
  }

  /** Where a field's column begins in {@link #data}. */
  public long column(int classIndex, int field) {
    return columns[classIndex][field];
  }

  /** Where an array's elements, or a text's characters, begin in {@link #data}. */
  public long start(int classIndex, int ordinal) {
    return starts[classIndex][ordinal];
  }

  /** An array's length in elements. */
  public int length(int classIndex, int ordinal) {
    return lengths.getInt(lengthsAt[classIndex] + 4L * ordinal) & 0x7fffffff;
  }

  /** A string, or what a text says: each time a new one. */
  public String string(int classIndex, int ordinal) {
    int word = lengths.getInt(lengthsAt[classIndex] + 4L * ordinal);
    long at = start(classIndex, ordinal);
    int length = word & 0x7fffffff;
    if (length == 0) { // there may be no byte at this place
      return new String(new char[0]);
    }
    if (word > 0) {
      return data.run(at, length) == length
          ? new String(data.piece(at), data.index(at), length, StandardCharsets.ISO_8859_1)
          : new String(data.copy(at, length), StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[length];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) data.getShort(at + 2L * i);
    }
    return new String(chars);
  }

  /** Where what a class's objects hold ends in {@link #data}. */
  public long end(int classIndex) {
    return classIndex + 1 < columns.length ? columns[classIndex + 1][0] : data.length();
  }

  public ByteSource data() {
    return data;
  }
}
