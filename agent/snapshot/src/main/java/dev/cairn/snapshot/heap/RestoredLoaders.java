package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotException;
import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import dev.cairn.snapshot.format.SnapshotReader;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the job's own class loaders again, and their classes, before anything of the heap is built.
 *
 * <pre>
 *   each loader:   its parent's first; the JDK's constructor, none of the job's
 *   each class:    defined from its class file as it was given to the JVM; superclasses on demand
 *   each record:   what the JVM won't ask a loader for again, it is made to ask for now
 *   initialise:    classes that were; their initialisers do nothing
 * </pre>
 *
 * Meanwhile the JVM gets its answers from here, whatever loader it asks: none of the job's code
 * runs. Fields are filled later, as those of any object.
 */
final class RestoredLoaders {
  /** A class that a loader defines. */
  private static final class Definition {
    final String name;
    final byte[] file;
    final boolean initialised;
    final String domain;
    final int bits;
    final int values;
    @Nullable Class<?> type;

    Definition(String[] head, byte[] file, int bits, int values) {
      this.name = head[0];
      this.initialised = head[1].equals("I");
      this.domain = head[2];
      this.file = file;
      this.bits = bits;
      this.values = values;
    }
  }

  /** A loader of the snapshot. */
  private static final class Stored {
    final int number;
    final SortedMap<String, Definition> definitions = new TreeMap<>();
    final SortedMap<String, String> initiated;
    boolean begun;
    @Nullable ClassLoader loader;

    Stored(int number, SortedMap<String, String> initiated) {
      this.number = number;
      this.initiated = initiated;
    }
  }

  private final SnapshotReader reader;
  private final HeapLayout layout;
  private final HeapBuilder heap;
  private final ClassTable classes;
  private final StoredValues values;
  private final LoaderRecords records;
  private final DefinedClasses definer = JobLoaders.defined();
  private final Map<Integer, Stored> loaders = new LinkedHashMap<>();
  private final StaticFields statics;

  RestoredLoaders(
      SnapshotReader reader,
      HeapLayout layout,
      HeapBuilder heap,
      ClassTable classes,
      SortedMap<String, String> runtime,
      StaticFields statics) {
    this.reader = reader;
    this.layout = layout;
    this.heap = heap;
    this.classes = classes;
    this.values = new StoredValues(layout);
    this.records = LoaderRecords.read(runtime);
    this.statics = statics;
  }

  /** Makes them all; then {@link HeapBuilder#object} and {@link #type} give them. */
  void make() {
    try {
      for (int n = 1; n <= layout.objects(); n++) {
        int c = layout.classOf(n);
        if (c >= 0 && StoredValues.has(layout.classes().get(c), LoaderFields.DEFINED)) {
          loaders.put(n, read(n));
        }
      }
      if (!loaders.isEmpty()) {
        definer.answering(this::answer, this::makeAll);
      }
      records.parallel().forEach(key -> ParallelLoaders.register(named(key)));
    } catch (SnapshotException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) { // whatever the JDK makes of a file that is none
      throw reader.damaged(
          SectionId.DATA,
          0,
          "the job's class loaders can't be made: "
              + e
              + (e.getCause() == null ? "" : " (" + e.getCause() + ")"));
    }
  }

  private Stored read(int n) {
    Stored s = new Stored(n, records.initiated(n));
    for (int entry : values.references(values.reference(n, LoaderFields.DEFINED))) {
      int[] part = values.references(entry);
      String[] head = Objects.requireNonNull(values.text(part[0])).split("\n", -1);
      s.definitions.put(head[0], new Definition(head, values.bytes(part[1]), part[3], part[4]));
    }
    return s;
  }

  private void makeAll() {
    loaders.values().forEach(this::loader);
    loaders.values().forEach(s -> s.definitions.values().forEach(d -> define(s, d)));
    for (Stored s : loaders.values()) {
      s.initiated.keySet().forEach(name -> load(name, false, s));
    }
    for (Stored s : loaders.values()) {
      s.definitions.values().stream()
          .filter(d -> d.initialised)
          .forEach(d -> load(d.name, true, s));
    }
  }

  private static Class<?> load(String name, boolean initialise, Stored s) {
    try {
      return Class.forName(name, initialise, s.loader);
    } catch (ClassNotFoundException e) {
      throw new SnapshotMismatchException(
          "class " + name + " of a class loader of the job's can't be found here: " + e);
    }
  }

  /** Of all that a loader can be: made by the JDK's constructor, on demand. */
  private ClassLoader loader(Stored s) {
    if (s.loader == null) {
      if (s.begun) {
        throw new IllegalArgumentException("class loader " + s.number + " is its own parent");
      }
      s.begun = true;
      int parent = values.reference(s.number, LoaderFields.PARENT);
      String name = values.text(values.reference(s.number, LoaderFields.NAME));
      ClassEntry e = layout.classes().get(layout.classOf(s.number));
      Class<?> type =
          e.loader() == 'A' ? classes.application(e.name()) : classes.load(e.loader(), e.name());
      if (records.isParallel(e)) {
        ParallelLoaders.register(type);
      }
      String urls =
          StoredValues.has(e, LoaderFields.URLS)
              ? values.text(values.reference(s.number, LoaderFields.URLS))
              : null;
      ClassLoader made = NewLoaders.make(type, name, parent(parent), urls);
      s.loader = made;
      heap.preset(s.number, made);
      for (int p : values.references(values.reference(s.number, LoaderFields.PACKAGES))) {
        NewLoaders.definePackage(
            made, java.util.Arrays.stream(values.references(p)).mapToObj(values::text).toList());
      }
    }
    return s.loader;
  }

  private @Nullable ClassLoader parent(int number) {
    Stored own = loaders.get(number);
    return own != null ? loader(own) : number == 0 ? null : (ClassLoader) heap.anchor(number);
  }

  private Class<?> define(Stored s, Definition d) {
    if (d.type == null) {
      ClassLoader loader = loader(s);
      ProtectionDomain domain = Domains.resolve(d.domain, loader);
      if (d.type == null) { // its own making may have asked for it
        d.type = definer.define(loader, d.name, d.file, domain, d.initialised);
      }
    }
    return d.type;
  }

  /** What the JVM gets that asks a loader for a class; null where the loader is none of these. */
  private @Nullable Class<?> answer(Object loader, String name) throws ClassNotFoundException {
    for (Stored s : loaders.values()) {
      if (s.loader == loader) {
        Definition own = s.definitions.get(name);
        if (own != null) {
          return define(s, own);
        }
        String key = s.initiated.get(name);
        if (key != null) {
          return named(key + name);
        }
        if (name.startsWith("java.")
            || name.startsWith("jdk.internal.reflect.") // 17 spins a class that makes the loader
            || name.startsWith("dev.cairn.runtime.")) {
          return Class.forName(name, false, null); // nobody may give another
        }
        throw new ClassNotFoundException(name + ", which was not asked for before the snapshot");
      }
    }
    return null;
  }

  /** The class of a name as {@link LoaderRecords} write it. */
  private Class<?> named(String key) {
    return key.startsWith("D ")
        ? type(key.substring(2))
        : classes.load(key.charAt(0), key.substring(2));
  }

  /** The class of {@code "number/binary name"}; {@code "number/[Lname;"} of arrays. */
  Class<?> type(String key) {
    int slash = key.indexOf('/');
    Stored s = null;
    for (Stored one : loaders.values()) {
      s = key.startsWith(one.number + "/") ? one : s;
    }
    if (s == null) {
      throw reader.damaged(SectionId.CLASSES, 0, "there is no class loader of " + key);
    }
    String name = key.substring(slash + 1);
    if (name.startsWith("[")) {
      return load(name, false, s);
    }
    Definition d = s.definitions.get(name);
    if (d == null) {
      throw reader.damaged(
          SectionId.CLASSES, 0, "class loader " + s.number + " has no class " + name);
    }
    return define(s, d);
  }

  /** What puts the statics of their classes; the heap is built. */
  List<Runnable> statics() {
    List<Runnable> puts = new ArrayList<>();
    for (Stored s : loaders.values()) {
      for (Definition d : s.definitions.values()) {
        if (d.initialised) {
          List<StaticFields.Slot> slots = statics.get(define(s, d)).stored();
          long[] bits = (long[]) heap.made(d.bits);
          Object[] refs = (Object[]) heap.made(d.values);
          if (bits.length != slots.size() || refs.length != slots.size()) {
            throw reader.damaged(SectionId.DATA, 0, d.name + " has other statics");
          }
          for (int i = 0; i < bits.length; i++) {
            int k = i;
            StaticFields.Slot slot = slots.get(i);
            puts.add(
                slot.entry().kind() == 'L' ? () -> slot.put(refs[k]) : () -> slot.putBits(bits[k]));
          }
        }
      }
    }
    return puts;
  }

  /** To be called when the heap is built, and the loaders have their identity hashes. */
  void hashed() {
    for (Stored s : loaders.values()) {
      ClassLoader loader = Objects.requireNonNull(s.loader);
      int name = values.reference(s.number, LoaderFields.NAME);
      if (name != 0) {
        LoaderContent.putName(loader, heap.made(name)); // that very object, which others have, too
      }
      NewLoaders.nameById(loader);
    }
  }
}
