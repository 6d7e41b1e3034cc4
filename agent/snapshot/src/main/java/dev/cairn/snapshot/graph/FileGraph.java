package dev.cairn.snapshot.graph;

import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.ByteSource;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionReader;
import dev.cairn.snapshot.format.Sections;
import dev.cairn.snapshot.format.SnapshotReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A graph that reads each object from the snapshot's columns when it is asked for. */
final class FileGraph implements SnapshotGraph {
  private final Header header;
  private final HeapLayout layout;
  private final List<List<Value>> frames;
  private final List<StaticField> statics;
  private final List<LocalValue> locals;
  private final List<Slot> slots;

  private FileGraph(
      Header header,
      HeapLayout layout,
      List<List<Value>> frames,
      List<StaticField> statics,
      List<LocalValue> locals,
      List<Slot> slots) {
    this.header = header;
    this.layout = layout;
    this.frames = frames.stream().map(List::copyOf).toList();
    this.statics = List.copyOf(statics);
    this.locals = List.copyOf(locals);
    this.slots = List.copyOf(slots);
  }

  static FileGraph read(Path file) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      Header header = reader.header();
      HeapLayout layout = HeapLayout.read(reader);
      List<List<Value>> frames = new ArrayList<>();
      header.frames().forEach(f -> frames.add(new ArrayList<>()));
      SectionReader in = reader.section(SectionId.FRAMES);
      Sections.frames(
          in, (frame, kind, bits) -> frames.get(frame).add(checked(kind, bits, layout, in)));
      FileGraph graph =
          new FileGraph(
              header,
              layout,
              frames,
              statics(reader.section(SectionId.STATICS), layout),
              locals(reader.section(SectionId.LOCALS), layout),
              slots(reader.section(SectionId.SLOTS), layout));
      graph.checkReferences(reader);
      reader.bulk(SectionId.HASHES);
      reader.bulk(SectionId.RUNTIME);
      return graph;
    }
  }

  private static List<StaticField> statics(SectionReader in, HeapLayout layout) {
    List<StaticField> statics = new ArrayList<>();
    int n = in.count(2);
    for (int i = 0; i < n; i++) {
      String className = in.string();
      int fields = in.count(10);
      for (int f = 0; f < fields; f++) {
        String name = in.string();
        String type = in.string();
        if (type.isEmpty() || "ZBCSIJFDL[".indexOf(type.charAt(0)) < 0) {
          throw in.damaged("a static of type '" + type + "'");
        }
        char kind = new FieldEntry(className, name, type).kind();
        statics.add(new StaticField(className, name, type, checked(kind, in.int64(), layout, in)));
      }
    }
    in.end();
    return statics;
  }

  private static List<LocalValue> locals(SectionReader in, HeapLayout layout) {
    List<LocalValue> locals = new ArrayList<>();
    int n = in.count(9);
    for (int i = 0; i < n; i++) {
      Value local = checked('L', in.int32(), layout, in);
      Value value = checked('L', in.int32(), layout, in);
      int flags = in.byteValue();
      int thread = (flags & 2) == 0 ? 0 : checked('L', in.int32(), layout, in).number();
      locals.add(new LocalValue(local.number(), (flags & 1) != 0, thread, value));
    }
    in.end();
    return locals;
  }

  private static List<Slot> slots(SectionReader in, HeapLayout layout) {
    List<Slot> slots = new ArrayList<>();
    int n = in.count(5);
    for (int i = 0; i < n; i++) {
      slots.add(new Slot(in.string(), checked('L', in.int32(), layout, in)));
    }
    in.end();
    return slots;
  }

  private static Value checked(char kind, long bits, HeapLayout layout, SectionReader in) {
    if (kind == 'L' && (bits < 0 || bits > layout.objects())) {
      throw in.damaged("there is no object " + bits);
    }
    return new Value(kind, bits);
  }

  /** Once here, so that {@link #object} needs no reader to complain to. */
  private void checkReferences(SnapshotReader reader) {
    for (int c = 0; c < layout.classes().size(); c++) {
      ClassEntry e = layout.classes().get(c);
      for (int f = 0; f < e.fields().size(); f++) {
        if (e.fields().get(f).kind() == 'L') {
          checkRun(reader, layout.column(c, f), e.count());
        }
      }
      if (e.kind() == ClassEntry.Kind.ARRAY && "L[".indexOf(e.element()) >= 0) {
        for (int i = 0; i < e.count(); i++) {
          checkRun(reader, layout.start(c, i), layout.length(c, i));
        }
      }
    }
  }

  private void checkRun(SnapshotReader reader, long start, int count) {
    for (int i = 0; i < count; i++) {
      long at = start + 4L * i;
      int number = layout.data().getInt(at);
      if (number < 0 || number > layout.objects()) {
        throw reader.damaged(SectionId.DATA, at, "there is no object " + number);
      }
    }
  }

  @Override
  public Header header() {
    return header;
  }

  @Override
  public List<List<Value>> frames() {
    return frames;
  }

  @Override
  public List<StaticField> statics() {
    return statics;
  }

  @Override
  public List<Slot> slots() {
    return slots;
  }

  @Override
  public List<LocalValue> threadLocals() {
    return locals;
  }

  @Override
  public int objectCount() {
    return layout.objects();
  }

  @Override
  public GraphObject object(int number) {
    if (number < 1 || number > layout.objects()) {
      throw new IndexOutOfBoundsException("object " + number + " of " + layout.objects());
    }
    int c = layout.classOf(number);
    return c < 0
        ? new Anchor(number, layout.anchors().get(layout.ordinal(number)))
        : new Stored(number, c, layout.classes().get(c), layout.ordinal(number));
  }

  private record Anchor(int number, AnchorEntry entry) implements GraphObject {
    @Override
    public Kind kind() {
      return entry.kind() == AnchorEntry.Kind.INTERNED ? Kind.STRING : Kind.ANCHOR;
    }

    @Override
    public String className() {
      return entry.kind() == AnchorEntry.Kind.INTERNED
          ? "java.lang.String"
          : entry.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<Field> fields() {
      return List.of();
    }

    @Override
    public int length() {
      return 0;
    }

    @Override
    public Value element(int index) {
      throw new IndexOutOfBoundsException("an anchor has no elements");
    }

    @Override
    public String text() {
      return entry.name();
    }
  }

  private final class Stored implements GraphObject {
    private final int number;
    private final int index;
    private final ClassEntry entry;
    private final int ordinal;

    Stored(int number, int index, ClassEntry entry, int ordinal) {
      this.number = number;
      this.index = index;
      this.entry = entry;
      this.ordinal = ordinal;
    }

    @Override
    public int number() {
      return number;
    }

    @Override
    public Kind kind() {
      return switch (entry.kind()) {
        case ARRAY -> Kind.ARRAY;
        case STRING, TEXT -> Kind.STRING;
        default -> Kind.INSTANCE;
      };
    }

    @Override
    public String className() {
      return entry.name();
    }

    @Override
    public List<Field> fields() {
      List<Field> fields = new ArrayList<>(entry.fields().size());
      for (int f = 0; f < entry.fields().size(); f++) {
        FieldEntry e = entry.fields().get(f);
        long at = layout.column(index, f) + (long) ordinal * e.width();
        fields.add(
            new Field(e.declaringClass(), e.name(), e.type(), value(e.type().charAt(0), at)));
      }
      return fields;
    }

    @Override
    public int length() {
      return entry.kind() == ClassEntry.Kind.ARRAY ? layout.length(index, ordinal) : 0;
    }

    @Override
    public Value element(int i) {
      if (i < 0 || i >= length()) {
        throw new IndexOutOfBoundsException("element " + i + " of " + length());
      }
      char type = entry.element();
      return value(type, layout.start(index, ordinal) + (long) i * FieldEntry.width(type));
    }

    @Override
    public @Nullable String text() {
      return kind() == Kind.STRING ? layout.string(index, ordinal) : null;
    }

    private Value value(char type, long at) {
      ByteSource data = layout.data();
      return switch (type) {
        case 'Z', 'B' -> new Value(type, data.getByte(at));
        case 'C' -> new Value(type, data.getShort(at) & 0xffff);
        case 'S' -> new Value(type, data.getShort(at));
        case 'I', 'F' -> new Value(type, data.getInt(at));
        case 'J', 'D' -> new Value(type, data.getLong(at));
        default -> new Value('L', data.getInt(at));
      };
    }
  }
}
