package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.NotCapturableException;
import dev.cairn.snapshot.file.HeldFile;
import dev.cairn.snapshot.format.AnchorEntry;
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
  private final IdentityTable table;
  private final ThreadLocals threadLocals;
  private final IdleView idle;
  private final Recreated recreated;
  private final Throwables throwables = new Throwables();

  // by id; negative where there must be no second reference for something to be dead
  private final IntList numberOfId = new IntList();
  private final List<AnchorScan.Found> presetOfId = new ArrayList<>();

  // by number, from 1
  private final IntList idOfNumber = new IntList();
  private final IntList parentOfNumber = new IntList();

  private final Map<String, Integer> classAnchors = new HashMap<>();
  private final List<Class<?>> mirrors = new ArrayList<>();
  private final IntList mirrorNumbers = new IntList();

  private final List<Supplier<String>> roots = new ArrayList<>();
  private final ByteSink types = new ByteSink();
  private final SectionWriter anchors = new SectionWriter();
  private int anchorCount;
  private final List<ClassColumns> classes = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();

  /** By recipe and fields: a resumed job may spin a second class for the same lambda. */
  private final Map<String, ClassColumns> lambdas = new HashMap<>();

  private final SectionWriter locals = new SectionWriter();
  private int localCount;
  private final List<HeldFile> heldFiles = new ArrayList<>();
  private final IntList watched = new IntList();
  private final DeadContent dead = new DeadContent();
  private SortedMap<String, String> deadContent = new TreeMap<>();

  HeapWalk(WalkScope scope, HeaderHash header, ThreadLocals threadLocals, IdleView idle) {
    this.scope = scope;
    this.idle = idle;
    this.table = new IdentityTable(header);
    this.threadLocals = threadLocals;
    this.recreated =
        new Recreated(
            scope.shapes(),
            (loader, name) -> {
              throw new IllegalStateException("a walk makes nothing");
            });
    idOfNumber.add(-1);
    parentOfNumber.add(0);
  }

  /** Makes an object known as an anchor; before the first root. */
  void preset(AnchorScan.Found found) {
    int id = table.idOf(found.value());
    if (id < 0) {
      numberOfId.add(0);
      presetOfId.add(found);
    } else if (found.before(presetOfId.get(id))) {
      presetOfId.set(id, found);
    }
  }

  /** A root's number; 0 for null. */
  int root(@Nullable Object o, Supplier<String> label) {
    roots.add(label);
    return o == null ? 0 : number(o, -roots.size());
  }

  /** Stores all objects reachable from the roots. */
  void run() {
    for (int n = 1; n < idOfNumber.size(); n++) {
      int id = idOfNumber.get(n);
      if (id >= 0) {
        store(n, table.get(id));
      }
    }
    deadContent = dead.take(n -> numberOfId.get(idOfNumber.get(n)) < 0);
    for (int i = 0; i < watched.size(); i++) {
      int id = watched.get(i);
      numberOfId.set(id, Math.abs(numberOfId.get(id)));
    }
  }

  private int number(Object o, int parent) {
    if (o instanceof Class<?> c) {
      return mirror(c, parent);
    }
    int id = table.idOf(o);
    if (id >= 0) {
      int n = numberOfId.get(id);
      if (n > 0) {
        return n;
      }
      if (n < 0) {
        numberOfId.set(id, -n);
        return -n;
      }
      n = named(presetOfId.get(id).entry(), parent);
      numberOfId.set(id, n);
      return n;
    }
    AnchorEntry name = scope.name(o);
    int n;
    if (name != null) {
      n = named(name, parent);
    } else {
      Shape shape = scope.shape(o.getClass());
      Refusals.Refusal refusal = scope.refusal(shape);
      n = idOfNumber.size();
      parentOfNumber.add(parent);
      if (refusal != null) {
        idOfNumber.add(-1);
        throw refuse(n, o, refusal);
      }
      idOfNumber.add(-1 - id);
      ClassColumns c = columns(shape);
      c.counted();
      types.putVarint(c.index());
    }
    numberOfId.add(n);
    return n;
  }

  private int named(AnchorEntry name, int parent) {
    int n = idOfNumber.size();
    idOfNumber.add(-1);
    parentOfNumber.add(parent);
    types.putVarint(0);
    anchors.byteValue(name.kind().code()).string(name.name());
    anchorCount++;
    return n;
  }

  /** A class itself; never given a hash, not even for the walk, since the JDK may look at it. */
  private int mirror(Class<?> c, int parent) {
    String name = scope.shapes().loaderOf(c) + " " + Generators.commonName(c.getName());
    Integer known = classAnchors.get(name);
    if (known != null) {
      return known;
    }
    Refusals.Refusal refusal =
        name.charAt(0) == '?' ? Refusals.foreignLoader(c) : c.isHidden() ? Refusals.hidden() : null;
    if (refusal != null) {
      parentOfNumber.add(parent);
      int n = idOfNumber.size();
      idOfNumber.add(-1);
      throw refuse(n, c, refusal);
    }
    int n = named(new AnchorEntry(AnchorEntry.Kind.CLASS, name), parent);
    classAnchors.put(name, n);
    mirrors.add(c);
    mirrorNumbers.add(n);
    return n;
  }

  private ClassColumns columns(Shape shape) {
    ClassColumns c = shape.columnsOf(this);
    if (c == null) {
      // Classes that have another name, or several, in another JVM.
      boolean lambda =
          shape.kind() == ClassEntry.Kind.LAMBDA || shape.kind() == ClassEntry.Kind.TEXT;
      c = lambda ? lambdas.get(shape.entry(0).toString()) : null;
      if (c == null) {
        c = new ClassColumns(shape, classes.size() + 1);
        classes.add(c);
        if (lambda) {
          lambdas.put(shape.entry(0).toString(), c);
        }
      }
      shapes.add(shape);
      shape.setColumns(this, c);
    }
    return c;
  }

  private void store(int n, Object o) {
    Shape shape = scope.shape(o.getClass());
    ClassColumns c = columns(shape);
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
          ByteSink to = c.column(0);
          for (Object child : array) {
            to.putInt(child == null ? 0 : number(child, n));
          }
        } else {
          if (dead.isCandidate(n)) {
            dead.storing(n, c.column(0));
          }
          c.primitives(o, java.lang.reflect.Array.getLength(o));
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
    int id = table.idOf(content);
    int number = numberOfId.get(id);
    if (number > 0 && idOfNumber.get(number) == id && parentOfNumber.get(number) == n) {
      numberOfId.set(id, -number);
      watched.add(id);
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
      return;
    }
    List<Shape.Slot> slots = shape.slots();
    for (int i = 0; i < slots.size(); i++) {
      Shape.Slot s = slots.get(i);
      if (s.kind() == 'L') {
        Object child = Mem.getRef(o, s.offset());
        c.column(i).putInt(child == null ? 0 : number(child, n));
      } else {
        c.primitive(i, s, o);
      }
    }
    if (o instanceof ThreadLocal<?> local) {
      threadLocals.values(
          local, (thread, inheritable, value) -> local(n, local, inheritable, thread, value));
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
      if (s.kind() == 'L') {
        Object child = idle.reference(o, s);
        c.column(i).putInt(child == null ? 0 : number(child, n));
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
      Object v = view == null ? null : value(n, o, view);
      if (s.kind() == 'L') {
        Object child = view == null ? Mem.getRef(o, s.offset()) : v;
        c.column(i).putInt(child == null ? 0 : number(child, n));
      } else if (view == null) {
        c.primitive(i, s, o);
      } else if (v instanceof Boolean b) {
        c.column(i).putByte(b ? 1 : 0);
      } else {
        c.column(i).putInt(v instanceof Integer k ? k : 0);
      }
      if (o instanceof FileDescriptor d && v instanceof String file) {
        HeldFile held = Descriptors.held(d, file);
        if (held != null) {
          heldFiles.add(held);
        }
      }
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
    locals.int32(number(local, from)).int32(value == null ? 0 : number(value, from));
    locals.byteValue((inheritable ? 1 : 0) | (thread == null ? 0 : 2));
    if (thread != null) {
      locals.int32(number(thread, from));
    }
    localCount++;
  }

  private NotCapturableException refuse(int n, Object o, Refusals.Refusal refusal) {
    String path = new PathTo(this).object(n, o) + " -> " + o.getClass().getName();
    return new NotCapturableException(path, refusal.reason(), refusal.remedy());
  }

  // ---- for paths ----

  /** The number of the object that {@code n} was discovered from, or {@code -1 - i} for root i. */
  int parent(int n) {
    return parentOfNumber.get(n);
  }

  String rootLabel(int i) {
    return roots.get(i).get();
  }

  Object object(int n) {
    return table.get(idOfNumber.get(n));
  }

  List<Shape.Slot> slots(Object o) {
    return scope.shape(o.getClass()).slots();
  }

  // ---- what was found ----

  /** The heap's sections; the walk is over. */
  Map<SectionId, Bytes> sections() {
    Map<SectionId, Bytes> sections = new EnumMap<>(SectionId.class);
    SectionWriter entries = new SectionWriter().count(classes.size());
    classes.forEach(c -> c.shape().entry(c.count()).write(entries));
    sections.put(SectionId.CLASSES, entries.toBytes());
    sections.put(
        SectionId.ANCHORS,
        Bytes.concat(List.of(new SectionWriter().count(anchorCount).toBytes(), anchors.toBytes())));
    sections.put(SectionId.HASHES, hashes());
    sections.put(SectionId.TYPES, types.toBytes());
    sections.put(
        SectionId.LENGTHS, Bytes.concat(classes.stream().map(ClassColumns::lengths).toList()));
    sections.put(SectionId.DATA, Bytes.concat(classes.stream().map(ClassColumns::data).toList()));
    sections.put(
        SectionId.LOCALS,
        Bytes.concat(List.of(new SectionWriter().count(localCount).toBytes(), locals.toBytes())));
    return sections;
  }

  /** Count, then number:4 hash:4 for each object that had an identity hash, by number. */
  private Bytes hashes() {
    List<Long> pairs = new ArrayList<>();
    for (int id = 0; id < table.size(); id++) {
      int hash = numberOfId.get(id) == 0 ? 0 : table.hashOf(id);
      if (hash != 0) {
        pairs.add((long) numberOfId.get(id) << 32 | hash);
      }
    }
    for (int i = 0; i < mirrors.size(); i++) {
      int hash = table.hashOf(mirrors.get(i));
      if (hash != 0) {
        pairs.add((long) mirrorNumbers.get(i) << 32 | hash);
      }
    }
    Collections.sort(pairs);
    for (int i = 1; i < pairs.size(); i++) {
      int n = (int) (pairs.get(i) >>> 32);
      if (n == (int) (pairs.get(i - 1) >>> 32)) { // no JVM could give one object both
        Object o = idOfNumber.get(n) < 0 ? this : object(n);
        throw refuse(n, o, Refusals.twoHashes());
      }
    }
    SectionWriter out = new SectionWriter().count(pairs.size());
    pairs.forEach(p -> out.int32((int) (p >>> 32)).int32((int) (long) p));
    return out.toBytes();
  }

  /** The hashes of objects that every JVM has, whether the walk came by or not. */
  SortedMap<String, Integer> namedHashes() {
    SortedMap<String, Integer> hashes = new TreeMap<>();
    for (int id = 0; id < presetOfId.size(); id++) {
      int hash = table.hashOf(id);
      Object o = table.get(id);
      if (hash != 0 && !(o instanceof Module) && !o.getClass().getName().startsWith("jdk.")) {
        NamedHashes.capture(presetOfId.get(id).entry(), hash, hashes);
      }
    }
    return hashes;
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
    table.close();
  }
}
