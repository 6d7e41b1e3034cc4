package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.format.AnchorEntry;
import dev.cairn.snapshot.format.Arena;
import dev.cairn.snapshot.format.ByteSink;
import dev.cairn.snapshot.format.Bytes;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.Histogram;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SectionWriter;
import java.io.FileDescriptor;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The breadth-first walk: numbers objects in the order in which they are discovered and stores them
 * in the order of their numbers. No recursion: the numbers themselves are the queue.
 *
 * <pre>
 *   roots:  number(root) each, in their fixed order
 *   n = 1, 2, ... while there is an object n:
 *     store each field of n into its column; a reference as number(child)
 * </pre>
 *
 * One walk per object; not thread-safe; not on the job's thread.
 */
final class HeapWalk implements AutoCloseable {
  private static final long NEXT = Mem.offset(Reference.class, "next");

  private final WalkScope scope;
  private final Arena arena;
  private final ObjectNumbers numbers;
  private final ThreadLocals threadLocals;
  private final IdleView idle;
  private final Recreated recreated;
  private final Throwables throwables = new Throwables();

  private final Map<String, Integer> classAnchors = new HashMap<>();
  private final List<Class<?>> mirrors = new ArrayList<>();
  private final IntList mirrorNumbers = new IntList();

  private final List<Supplier<String>> roots = new ArrayList<>();
  private final SectionWriter anchors = new SectionWriter();
  private int anchorCount;
  private final List<ClassColumns> classes = new ArrayList<>();
  private @Nullable Class<?> lastClass;
  private @Nullable ClassColumns lastColumns;
  private final List<Shape> shapes = new ArrayList<>();

  /** By recipe and fields: a resumed job may spin a second class for the same lambda. */
  private final Map<String, ClassColumns> lambdas = new HashMap<>();

  private final SectionWriter locals = new SectionWriter();
  private int localCount;
  private final MetLoaders loaders;
  private final List<HeldFile> heldFiles = new ArrayList<>();
  private final List<Coded> coded = new ArrayList<>();
  private final int[] scratch = new int[PlainFields.BATCH];
  private final DeadContent dead = new DeadContent();
  private SortedMap<String, String> deadContent = new TreeMap<>();

  HeapWalk(
      WalkScope scope, HeaderHash header, ThreadLocals threadLocals, IdleView idle, Arena arena) {
    this.arena = arena;
    this.scope = scope;
    this.idle = idle;
    this.numbers = new ObjectNumbers(header, arena);
    this.threadLocals = threadLocals;
    this.loaders = new MetLoaders(scope.shapes());
    this.recreated =
        new Recreated(
            scope.shapes(),
            (loader, name) -> {
              throw new IllegalStateException("a walk makes nothing");
            });
  }

  /** Makes an object known as an anchor; before the first root. */
  void preset(AnchorScan.Found found) {
    numbers.preset(found);
  }

  /** A root's number; 0 for null. */
  int root(@Nullable Object o, Supplier<String> label) {
    roots.add(label);
    return o == null ? 0 : number(o, -roots.size());
  }

  /**
   * An object whose native state is written when the walk is over.
   *
   * @param at where in {@code column} the number of the bytes' array comes
   */
  private record Coded(int number, Object object, Codec codec, ByteSink column, long at) {}

  /** Stores all objects reachable from the roots. */
  void run() {
    for (int n = 1; n < numbers.end(); ) {
      int type = numbers.type(n);
      if (type == 0) {
        n++;
        continue;
      }
      ClassColumns c = classes.get(type - 1);
      PlainFields plain = c.plain();
      if (plain == null) {
        store(n, numbers.object(n), c);
        n++;
      } else {
        n = store(n, plain);
      }
    }
    deadContent = dead.take(numbers::isAlone);
    if (!coded.isEmpty()) {
      numbers.release(); // a codec's code may look at identity hashes, if it must
      coded.forEach(this::code);
    }
  }

  /** Stores what a codec writes of an object, as an array that only the object refers to. */
  private void code(Coded o) {
    Object bytes = value(o.number, o.object, o.codec::write);
    if (!(bytes instanceof byte[] array)) {
      throw new IllegalStateException("a codec writes bytes");
    }
    ClassColumns c = scope.shape(byte[].class).columnsOf(this);
    if (c == null) {
      c = columns(array, o.number);
    }
    c.counted();
    c.primitives(array);
    o.column.setInt(o.at, numbers.addUnseen(c.index(), o.number));
  }

  /** Stores {@code n} and as many plain objects of the same class after it as make a batch. */
  private int store(int n, PlainFields plain) {
    int references = plain.references();
    int count = numbers.run(n, PlainFields.BATCH / Math.max(1, references));
    @Nullable Object[] objects = numbers.arrayOf(n);
    int from = numbers.indexOf(n);
    plain.putPrimitives(objects, from, from + count);
    if (count > 1) {
      references(n, plain, objects, from, count);
    } else {
      Object o = numbers.object(n);
      for (int r = 0; r < references; r++) {
        plain.putReference(r, numberOf(plain.reference(r, o), n));
      }
    }
    return n + count;
  }

  /**
   * Numbers what a batch of objects refers to. Each step is a loop of its own, so that memory's
   * latency is waited for once for many references: the headers, the table, then what is new.
   */
  private void references(
      int n, PlainFields plain, @Nullable Object[] objects, int from, int count) {
    int references = plain.references();
    int k = 0;
    for (int i = 0; i < count; i++) {
      Object o = Objects.requireNonNull(objects[from + i]);
      for (int r = 0; r < references; r++) {
        Object child = plain.reference(r, o);
        scratch[k++] = child == null ? 0 : numbers.peek(child);
      }
    }
    k = 0;
    for (int i = 0; i < count; i++) {
      Object o = Objects.requireNonNull(objects[from + i]);
      for (int r = 0; r < references; r++) {
        Object child = plain.reference(r, o);
        scratch[k] = child == null ? 0 : numbers.met(child, scratch[k]);
        k++;
      }
    }
    k = 0;
    for (int i = 0; i < count; i++) {
      Object o = Objects.requireNonNull(objects[from + i]);
      for (int r = 0; r < references; r++) {
        Object child = plain.reference(r, o);
        if (child != null) {
          scratch[k] = scratch[k] > 0 ? numbers.again(scratch[k]) : number(child, n + i);
        }
        k++;
      }
    }
    plain.putReferences(scratch, count);
  }

  /** Stores an array's elements as {@link #references} does an object's fields. */
  private void elements(int n, Object[] array, ByteSink to) {
    for (int from = 0; from < array.length; from += scratch.length) {
      int count = Math.min(scratch.length, array.length - from);
      for (int i = 0; i < count; i++) {
        Object child = array[from + i];
        scratch[i] = child == null ? 0 : numbers.peek(child);
      }
      for (int i = 0; i < count; i++) {
        Object child = array[from + i];
        scratch[i] = child == null ? 0 : numbers.met(child, scratch[i]);
      }
      for (int i = 0; i < count; i++) {
        Object child = array[from + i];
        if (child != null) {
          scratch[i] = scratch[i] > 0 ? numbers.again(scratch[i]) : number(child, n);
        }
      }
      to.putInts(scratch, 0, 1, count);
    }
  }

  private int numberOf(@Nullable Object o, int parent) {
    return o == null ? 0 : number(o, parent);
  }

  private int number(Object o, int parent) {
    int met = numbers.met(o, numbers.peek(o));
    if (met > 0) {
      return numbers.again(met);
    }
    if (o instanceof Class<?> c) {
      return mirror(c, parent);
    }
    int entered = numbers.enter(o);
    if (entered > 0) {
      return numbers.again(entered);
    }
    if (entered < 0) {
      return preset(-1 - entered, parent);
    }
    Class<?> type = o.getClass();
    ClassColumns columns = type == lastClass ? lastColumns : scope.shape(type).columnsOf(this);
    AnchorEntry name = columns == null || columns.mayBeNamed() ? scope.name(o) : null;
    if (name != null) {
      anchor(name);
      return numbers.add(0, parent);
    }
    boolean first = columns == null;
    if (columns == null) {
      columns = columns(o, parent);
    }
    lastClass = type;
    lastColumns = columns;
    columns.counted();
    int n = numbers.add(columns.index(), parent);
    if (first && columns.shape().loader() == '?') {
      loaderOf(type, n);
    }
    return n;
  }

  private int preset(int i, int parent) {
    int known = numbers.numberOfPreset(i);
    if (known > 0) {
      return known;
    }
    anchor(numbers.preset(i).entry());
    return numbers.addPreset(i, parent);
  }

  /** The number of the job's own loader of a class. */
  private int loaderOf(Class<?> c, int parent) {
    return number(Objects.requireNonNull(JobLoaders.loaderOf(c)), parent);
  }

  private void anchor(AnchorEntry name) {
    anchors.byteValue(name.kind().code()).string(name.name());
    anchorCount++;
  }

  private int mirror(Class<?> c, int parent) {
    String name = scope.shapes().loaderOf(c) + " " + Generators.commonName(c.getName());
    Integer known = classAnchors.get(name);
    if (known != null) {
      return known;
    }
    Refusals.Refusal refusal =
        c.isHidden()
            ? Refusals.hidden()
            : name.charAt(0) == '?' && !JobLoaders.carries(JobLoaders.element(c))
                ? Refusals.foreignLoader(c)
                : null;
    if (refusal != null) {
      throw refuse(c, parent, refusal);
    }
    if (name.charAt(0) == '?') {
      name = "D " + loaderOf(c, parent) + "/" + c.getName();
      known = classAnchors.get(name);
      if (known != null) {
        return known;
      }
    }
    anchor(new AnchorEntry(AnchorEntry.Kind.CLASS, name));
    int n = numbers.addClass(parent);
    classAnchors.put(name, n);
    mirrors.add(c);
    mirrorNumbers.add(n);
    return n;
  }

  /** The columns for the first object of its class. */
  private ClassColumns columns(Object o, int parent) {
    Shape shape = scope.shape(o.getClass());
    Refusals.Refusal refusal = scope.refusal(shape);
    if (refusal != null) {
      throw refuse(o, parent, refusal);
    }
    // Classes that have another name, or several, in another JVM.
    boolean lambda = shape.kind() == ClassEntry.Kind.LAMBDA || shape.kind() == ClassEntry.Kind.TEXT;
    ClassColumns c = lambda ? lambdas.get(shape.entry(0).toString()) : null;
    if (c == null) {
      c = new ClassColumns(shape, classes.size() + 1, scope.mayBeNamed(o.getClass()), arena);
      classes.add(c);
      if (lambda) {
        lambdas.put(shape.entry(0).toString(), c);
      }
    }
    shapes.add(shape);
    shape.setColumns(this, c);
    return c;
  }

  private void store(int n, Object o, ClassColumns c) {
    Shape shape = c.shape().type() == o.getClass() ? c.shape() : scope.shape(o.getClass());
    switch (shape.kind()) {
      case STRING -> c.text((String) o);
      case TEXT -> {
        Object text = value(n, o, recreated::text);
        if (text == null) {
          throw refuse(n, o, Refusals.noText(o.getClass()));
        }
        c.text((String) text);
      }
      case ARRAY -> {
        if (o instanceof Object[] array) {
          c.length(array.length);
          elements(n, array, c.column(0));
        } else {
          if (dead.isCandidate(n)) {
            dead.storing(n, c.column(0));
          }
          c.primitives(o);
        }
      }
      default -> {
        instance(n, o, shape, c);
        for (LiveParts.Holder holder : shape.partly()) {
          partly(n, o, holder);
        }
      }
    }
  }

  /** Watches for second references to a buffer of which a part counts. */
  private void partly(int n, Object o, LiveParts.Holder holder) {
    Object content = holder.content(o);
    LiveParts.Part part = content == null ? null : dead.part(holder, n, o);
    if (content == null || part == null) {
      return;
    }
    int number = numbers.watch(content, n);
    if (number > 0) {
      if (holder.isBuffer()) {
        dead.buffer(number, part);
      } else {
        dead.array(number, content, part, n);
      }
    }
  }

  private void instance(int n, Object o, Shape shape, ClassColumns c) {
    if (o instanceof Throwable t) {
      throwables.materialise(t);
    } else if (o instanceof Reference<?>) {
      Object next = Mem.getRef(o, NEXT);
      if (next != null && next != o) {
        throw refuse(n, o, Refusals.queuedReference());
      }
    }
    for (Shape.Unstored u : shape.unstored()) {
      if (u.refuses(o)) {
        throw refuse(n, o, Refusals.unusual(u.slot().entry()));
      }
    }
    if (shape.viewed()) {
      viewed(n, o, shape, c);
      return;
    }
    if (shape.described()) {
      described(n, o, shape, c);
    } else {
      fields(n, o, shape.slots(), c);
    }
    if (o instanceof ThreadLocal<?> local) {
      threadLocals.values(
          local, (thread, inheritable, value) -> local(n, local, inheritable, thread, value));
    }
  }

  private void fields(int n, Object o, List<Shape.Slot> slots, ClassColumns c) {
    for (int i = 0; i < slots.size(); i++) {
      Shape.Slot s = slots.get(i);
      if (s.kind() == 'L') {
        Object child = Mem.getRef(o, s.offset());
        c.column(i).putInt(numberOf(child, n));
      } else {
        c.primitive(i, s, o);
      }
    }
  }

  /** Stores a thread, or what one may wait in, as if the idle ones did not wait yet. */
  private void viewed(int n, Object o, Shape shape, ClassColumns c) {
    Refusals.Refusal refusal = idle.refusal(o);
    if (refusal != null) {
      throw refuse(n, o, refusal);
    }
    boolean free = idle.isHeldByUs(o);
    List<Shape.Slot> slots = shape.slots();
    for (int i = 0; i < slots.size(); i++) {
      Shape.Slot s = slots.get(i);
      SlotView view = s.view();
      if (view != null) {
        viewed(n, c.column(i), s, value(n, o, view));
      } else if (s.kind() == 'L') {
        Object child = idle.reference(o, s);
        c.column(i).putInt(numberOf(child, n));
      } else if (o instanceof Thread t && s.ofThread() && s.entry().name().equals("threadStatus")) {
        c.column(i).putInt(idle.status(t));
      } else if (free && s.entry().name().equals("state")) {
        c.column(i).putInt(0);
      } else {
        c.primitive(i, s, s.home(o));
      }
    }
    if (o instanceof Thread t && !idle.idle().isIdle(t)) {
      ThreadLocals.inherited(t, (local, value) -> local(n, local, true, t, value));
    }
  }

  /** Stores what lies in fields, and what does not. */
  private void described(int n, Object o, Shape shape, ClassColumns c) {
    List<Shape.Slot> slots = shape.slots();
    for (int i = 0; i < slots.size(); i++) {
      Shape.Slot s = slots.get(i);
      SlotView view = s.view();
      if (view instanceof Codec.Written w) {
        coded.add(new Coded(n, o, w.codec(), c.column(i), c.column(i).length()));
        c.column(i).putInt(0);
        continue;
      }
      Object v =
          view == null
              ? null
              : view == JdkViews.VALUES
                  ? scope.classValues().of((ClassValue<?>) o)
                  : value(n, o, view);
      if (view != null) {
        viewed(n, c.column(i), s, v);
      } else if (s.kind() == 'L') {
        c.column(i).putInt(numberOf(Mem.getRef(o, s.offset()), n));
      } else {
        c.primitive(i, s, o);
      }
      if (o instanceof FileDescriptor d && v instanceof String file) {
        HeldFile held = Descriptors.held(d, file);
        if (held != null) {
          heldFiles.add(held);
        }
      }
    }
    if (o instanceof ClassLoader loader) {
      loaders.add(n, loader);
    }
  }

  /** Stores what a view gave of object {@code n}. */
  private void viewed(int n, ByteSink to, Shape.Slot s, @Nullable Object v) {
    if (s.kind() == 'L') {
      to.putInt(numberOf(v, n));
    } else if (v instanceof Boolean b) {
      to.putByte(b ? 1 : 0);
    } else if (v instanceof Byte b) {
      to.putByte(b);
    } else if (v instanceof Long l) {
      to.putLong(l);
    } else {
      to.putInt(v instanceof Integer k ? k : 0);
    }
  }

  private @Nullable Object value(int n, Object o, SlotView view) {
    try {
      return view.get(o);
    } catch (SlotView.RefusedValueException e) {
      throw refuse(n, o, e.refusal());
    }
  }

  private void local(
      int from,
      Object local,
      boolean inheritable,
      @Nullable Thread thread,
      @Nullable Object value) {
    locals.int32(number(local, from)).int32(numberOf(value, from));
    locals.byteValue((inheritable ? 1 : 0) | (thread == null ? 0 : 2));
    if (thread != null) {
      locals.int32(number(thread, from));
    }
    localCount++;
  }

  /** Refuses object {@code n}. */
  private NotCapturableException refuse(int n, Object o, Refusals.Refusal refusal) {
    return refuse(o, parent(n), refusal);
  }

  /** Refuses an object that has no number yet. */
  private NotCapturableException refuse(Object o, int parent, Refusals.Refusal refusal) {
    String path = new PathTo(this).object(parent, o) + " -> " + o.getClass().getName();
    return new NotCapturableException(path, refusal.reason(), refusal.remedy());
  }

  // ---- for paths ----

  /** The number of the object that {@code n} was discovered from, or {@code -1 - i} for root i. */
  int parent(int n) {
    return numbers.parent(n);
  }

  String rootLabel(int i) {
    return roots.get(i).get();
  }

  Object object(int n) {
    return numbers.object(n);
  }

  List<Shape.Slot> slots(Object o) {
    return scope.shape(o.getClass()).slots();
  }

  // ---- what was found ----

  /** The heap's sections; the walk is over. */
  Map<SectionId, Bytes> sections() {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    SectionWriter entries = new SectionWriter().count(classes.size());
    classes.forEach(c -> loaders.entry(c.shape(), c.count()).write(entries));
    sections.put(SectionId.CLASSES, entries.toBytes());
    sections.put(
        SectionId.ANCHORS,
        Bytes.concat(List.of(new SectionWriter().count(anchorCount).toBytes(), anchors.toBytes())));
    sections.put(SectionId.HASHES, hashes());
    sections.put(SectionId.TYPES, numbers.typeBytes());
    sections.put(
        SectionId.LENGTHS, Bytes.concat(classes.stream().map(ClassColumns::lengths).toList()));
    sections.put(SectionId.DATA, Bytes.concat(classes.stream().map(ClassColumns::data).toList()));
    sections.put(
        SectionId.LOCALS,
        Bytes.concat(List.of(new SectionWriter().count(localCount).toBytes(), locals.toBytes())));
    return sections;
  }

  /** The class loaders of the job's own. */
  MetLoaders loaders() {
    return loaders;
  }

  /** Count, then number:4 hash:4 for each object that had an identity hash, by number. */
  private Bytes hashes() {
    List<Long> pairs = numbers.hashes();
    for (int i = 0; i < mirrors.size(); i++) {
      int hash = numbers.hashOf(mirrors.get(i));
      if (hash != 0) {
        pairs.add((long) mirrorNumbers.get(i) << 32 | hash);
      }
    }
    Collections.sort(pairs);
    for (int i = 1; i < pairs.size(); i++) {
      int n = (int) (pairs.get(i) >>> 32);
      if (n == (int) (pairs.get(i - 1) >>> 32)) { // no JVM could give one object both
        Object o = numbers.type(n) == 0 ? this : object(n);
        throw refuse(n, o, Refusals.twoHashes());
      }
    }
    SectionWriter out = new SectionWriter().count(pairs.size());
    pairs.forEach(p -> out.int32((int) (p >>> 32)).int32((int) (long) p));
    return out.toBytes();
  }

  /** The hashes of objects that every JVM has, whether the walk came by or not. */
  SortedMap<String, Integer> namedHashes() {
    return numbers.namedHashes();
  }

  /** The number of an object that the walk has met, and that had no hash of its own; else 0. */
  int numberIfMet(Object o) {
    return Math.max(0, numbers.met(o, numbers.peek(o)));
  }

  /** The hash that an object had before the walk, which may have met it; 0 where it had none. */
  int hashBefore(Object o) {
    return numbers.hashBefore(o);
  }

  /** Files that the job can write to without opening them. */
  List<HeldFile> heldFiles() {
    return heldFiles;
  }

  /** What lies in buffers beside what counts, by name. */
  SortedMap<String, String> deadContent() {
    return deadContent;
  }

  Histogram histogram() {
    List<Histogram.Row> rows = new ArrayList<>();
    for (ClassColumns c : classes) {
      String name = c.shape().kind() == ClassEntry.Kind.LAMBDA ? "lambda" : c.shape().name();
      rows.add(new Histogram.Row(name, c.count(), c.bytes()));
    }
    return new Histogram(rows);
  }

  @Override
  public void close() {
    shapes.forEach(Shape::forget);
    numbers.close();
  }
}
