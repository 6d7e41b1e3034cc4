package dev.cairn.snapshot.heap;

import dev.cairn.runtime.Frame;
import dev.cairn.runtime.IdentityHash;
import dev.cairn.snapshot.DamagedSnapshotException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.FrameInfo;
import dev.cairn.snapshot.format.Header;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionReader;
import dev.cairn.snapshot.format.Sections;
import dev.cairn.snapshot.format.SnapshotReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Puts a snapshot's state into this JVM. Once per JVM; on the job's thread. */
public final class Restore {
  private final HeapAccess access;
  private final ClassLoader application;
  private List<Thread> threads = List.of();
  private List<HeldFile> heldFiles = List.of();

  /**
   * @param application the loader of the job's classes: the system class loader
   */
  public Restore(HeapAccess access, ClassLoader application) {
    this.access = access;
    this.application = application;
  }

  /**
   * Builds all objects, puts the statics of all captured classes, sets identity hashes, and gives
   * the frames. All that can be checked is checked before the first static is put.
   *
   * @param file the snapshot; verified while it is read
   * @param resolver resolves the application's classes
   * @param jobThread the thread that the job will run in
   * @return the frames, outermost first, ready to be re-entered
   * @throws DamagedSnapshotException the file is damaged
   * @throws SnapshotMismatchException a class is missing or its shape differs
   */
  public List<Frame> restore(Path file, ClassResolver resolver, Thread jobThread) {
    try (SnapshotReader reader = SnapshotReader.open(file)) {
      Header header = reader.header();
      HeapLayout layout = HeapLayout.readOnDemand(reader);
      ClassTable classes = new ClassTable(application, resolver, header.initialised());
      NamedObjects named = new NamedObjects(application, jobThread);
      Codecs codecs = codecs();
      Shapes shapes = new Shapes(application, codecs);
      HeapBuilder heap = new HeapBuilder(reader, layout, classes, shapes, named);
      SortedMap<String, String> runtime = RuntimeState.read(reader.section(SectionId.RUNTIME));
      refuseAnonymous(layout, RuntimeState.feature(runtime));
      IdentityHashes hashes =
          new IdentityHashes(access.header(), reader.section(SectionId.HASHES), layout);
      StaticFields fields = new StaticFields(codecs);
      RestoredLoaders loaders = new RestoredLoaders(reader, layout, heap, classes, runtime, fields);
      classes.setLoaders(loaders);
      loaders.make();
      List<NamedHashes.Named> known = NamedHashes.resolve(runtime, classes, named);
      known.removeIf(n -> n.hash() > access.header().max()); // of a wider JVM, and in no table
      known.addAll(hashes.anchors(heap, layout));
      Rehash.set(known, access.instrumentation(), access.header(), application);
      known.forEach(n -> IdentityHash.numbered(n.object()));
      heap.build();
      DeadContent.restore(runtime, heap);
      BuilderForm.restore(heap, layout);
      Matchers.restore(heap, layout);
      DirectBuffers.restore(heap, layout);
      ZlibState.restore(heap);
      ClassValues.restore(heap);
      SharedWithJvm.restore(runtime, classes, heap);
      List<StaticValue> statics = statics(reader, header, fields, classes, heap);
      List<LocalValue> locals = locals(reader.section(SectionId.LOCALS), heap);
      List<Frame> frames = frames(reader, header, classes, heap);
      List<Thread> idle = new ArrayList<>();
      List<Runnable> slots = slots(reader.section(SectionId.SLOTS), slotsOf(jobThread, idle), heap);

      Descriptors.open(heap.closed());
      heldFiles =
          heap.closed().stream()
              .map(c -> Descriptors.held(c.descriptor(), c.file().text()))
              .filter(Objects::nonNull)
              .toList();
      hashes.setObjects(heap, layout);
      renewThreadLocals(heap, layout);
      statics.forEach(StaticValue::put);
      loaders.statics().forEach(Runnable::run);
      loaders.hashed();
      locals.forEach(v -> v.put(jobThread));
      slots.forEach(Runnable::run);
      RuntimeState.restore(runtime, jobThread, access);
      if (rebuild(header, fields, classes, heap)) {
        RuntimeState.restore(runtime, jobThread, access); // what the job's methods drew, it did not
      }
      threads = List.copyOf(idle);
      return frames;
    }
  }

  private Codecs codecs() {
    Codecs codecs = new Codecs(application);
    try {
      return OwnThread.call(
          "cairn-codecs",
          application,
          () -> {
            codecs.load();
            return codecs;
          });
    } catch (Codecs.FaultyException e) {
      throw new SnapshotMismatchException(e.getMessage() + "; resume with it mended");
    }
  }

  /** Calls what rebuilds what is not stored; false where there is nothing to call. */
  private boolean rebuild(
      Header header, StaticFields fields, ClassTable classes, HeapBuilder heap) {
    Rebuilding rebuilding = new Rebuilding();
    heap.addCoded(rebuilding);
    for (String name : header.initialised()) {
      fields.get(classes.application(name)).rebuilt().forEach(rebuilding::add);
    }
    heap.addRebuilt(rebuilding);
    if (!rebuilding.isEmpty()) {
      rebuilding.run(application);
    }
    return !rebuilding.isEmpty();
  }

  /**
   * The job's other threads, in the order in which they were made: to be started once all monitors
   * that the frames hold are held again.
   */
  public List<Thread> threads() {
    return threads;
  }

  /** Files that the job can write to without opening them. */
  public List<HeldFile> heldFiles() {
    return heldFiles;
  }

  private List<JobSlots.Slot> slotsOf(Thread jobThread, List<Thread> idle) {
    List<JobSlots.Slot> slots = new ArrayList<>(JobSlots.of(jobThread));
    slots.add(new IdleThreads(idle));
    slots.add(access.environment().hooks());
    slots.add(new JdbcDrivers());
    slots.addAll(JobSlots.replaced());
    return slots;
  }

  // ---- statics ----

  private interface StaticValue {
    void put();
  }

  private static List<StaticValue> statics(
      SnapshotReader reader,
      Header header,
      StaticFields fields,
      ClassTable classes,
      HeapBuilder heap) {
    SectionReader in = reader.section(SectionId.STATICS);
    List<StaticValue> puts = new ArrayList<>();
    int n = in.count(2);
    List<String> names = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      String name = in.string();
      names.add(name);
      Class<?> c = classes.application(name);
      List<FieldEntry> stored = new ArrayList<>();
      int size = in.count(10);
      long[] bits = new long[size];
      for (int f = 0; f < size; f++) {
        stored.add(new FieldEntry(name, in.string(), in.string()));
        bits[f] = in.int64();
      }
      List<StaticFields.Slot> here = fields.get(c).stored();
      List<FieldEntry> entries = here.stream().map(StaticFields.Slot::entry).toList();
      if (!entries.equals(stored)) {
        throw ClassTable.shape(name, text(stored), text(entries));
      }
      for (int f = 0; f < size; f++) {
        puts.add(put(here.get(f), bits[f], heap, in));
      }
    }
    in.end();
    if (!names.equals(header.initialised())) {
      throw reader.damaged(SectionId.STATICS, 0, "it is of other classes than the header tells");
    }
    return puts;
  }

  private static StaticValue put(
      StaticFields.Slot field, long bits, HeapBuilder heap, SectionReader in) {
    if (field.entry().kind() != 'L') {
      return () -> field.putBits(bits);
    }
    Object v = reference(heap, bits, in);
    if (v != null && !field.type().isInstance(v)) {
      throw in.damaged("static " + field.entry() + " can't hold a " + v.getClass().getName());
    }
    return () -> field.put(v);
  }

  private static List<String> text(List<FieldEntry> fields) {
    return fields.stream().map(f -> "static " + f + " of type " + f.type()).toList();
  }

  // ---- what the JDK holds for the job ----

  private static List<Runnable> slots(
      SectionReader in, List<JobSlots.Slot> known, HeapBuilder heap) {
    List<Runnable> puts = new ArrayList<>();
    int n = in.count(5);
    for (int i = 0; i < n; i++) {
      String name = in.string();
      Object v = reference(heap, in.int32(), in);
      JobSlots.Slot slot =
          known.stream()
              .filter(s -> s.name().equals(name))
              .findAny()
              .orElseThrow(() -> in.damaged("there is no " + name));
      if (v != null && !slot.type().isInstance(v)) {
        throw in.damaged(name + " can't hold a " + v.getClass().getName());
      }
      puts.add(() -> slot.put(v));
    }
    in.end();
    return puts;
  }

  /** Anonymous classes of the JDK are numbered: the same name may be another class elsewhere. */
  private static void refuseAnonymous(HeapLayout layout, int feature) {
    for (ClassEntry c : layout.classes()) {
      if (feature != Runtime.version().feature()
          && c.kind() == ClassEntry.Kind.INSTANCE
          && "BP".indexOf(c.loader()) >= 0
          && !AnonymousClasses.sameInAllReleases(c.name())
          && c.name().matches(".*\\$\\d.*")) {
        throw new SnapshotMismatchException(
            "objects of the JDK's anonymous class "
                + c.name()
                + " can't move between Java releases; resume with Java "
                + feature);
      }
    }
  }

  // ---- thread locals ----

  /** A value in the job's thread, or in {@code other}. */
  private record LocalValue(
      ThreadLocal<?> local, boolean inheritable, @Nullable Thread other, @Nullable Object value) {
    void put(Thread job) {
      ThreadLocals.put(other == null ? job : other, local, inheritable, value);
    }
  }

  private static List<LocalValue> locals(SectionReader in, HeapBuilder heap) {
    List<LocalValue> locals = new ArrayList<>();
    int n = in.count(9);
    for (int i = 0; i < n; i++) {
      Object local = reference(heap, in.int32(), in);
      Object value = reference(heap, in.int32(), in);
      int flags = in.byteValue();
      Object thread = (flags & 2) == 0 ? null : reference(heap, in.int32(), in);
      if (!(local instanceof ThreadLocal<?> t)) {
        throw in.damaged("a value of something that is no ThreadLocal");
      }
      if ((flags & 2) != 0 && !(thread instanceof Thread)) {
        throw in.damaged("a ThreadLocal's value in something that is no thread");
      }
      locals.add(new LocalValue(t, (flags & 1) != 0, (Thread) thread, value));
    }
    in.end();
    return locals;
  }

  private static void renewThreadLocals(HeapBuilder heap, HeapLayout layout) {
    for (int c = 0; c < layout.classes().size(); c++) {
      for (int n : heap.numbersOf(c)) {
        if (!(heap.object(n, SectionId.TYPES, 0) instanceof ThreadLocal<?> local)) {
          break; // the class's other objects aren't either
        }
        ThreadLocals.renew(local);
      }
    }
  }

  // ---- frames ----

  private static List<Frame> frames(
      SnapshotReader reader, Header header, ClassTable classes, HeapBuilder heap) {
    List<Frame> frames = new ArrayList<>();
    for (FrameInfo f : header.frames()) {
      frames.add(new Frame(classes.frameOwner(f.className()), f.method(), f.point()));
    }
    SectionReader in = reader.section(SectionId.FRAMES);
    Sections.frames(
        in,
        (frame, kind, bits) -> {
          if (kind == 'L') {
            frames.get(frame).push(reference(heap, bits, in));
          } else {
            frames.get(frame).pushWord(kind, bits);
          }
        });
    return frames;
  }

  private static @Nullable Object reference(HeapBuilder heap, long bits, SectionReader in) {
    if (bits != (int) bits) {
      throw in.damaged("there is no object " + bits);
    }
    return heap.object((int) bits, in.id(), 0);
  }
}
