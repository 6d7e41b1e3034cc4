package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Gives objects of this JVM, classes above all, the identity hashes that they had in the job's
 * former life, although they are hashed already. Then every table of the job's, of whatever kind,
 * is right as it was saved. What has to follow are this JVM's own tables:
 *
 * <pre>
 *   find the JDK's tables with a key that leads to a changed object; note their entries
 *   write the headers
 *   keys that hold a copy of a hash (MethodType's interning): write the copy
 *   empty and fill each table
 *   look every entry up again: a table that can't be followed is found out, and the resume refused
 * </pre>
 *
 * Nothing of the job has run yet, so that nobody else looks at the tables meanwhile. The JVM itself
 * keeps no table by the identity hash of such an object.
 */
final class Rehash {
  /** How far a key is searched for a changed object: reference, method type, array, class. */
  private static final int STEPS = 4;

  /**
   * Keys of the JDK's that hold a copy of the hash of what they refer to: class and field, 17 to
   * 25.
   */
  private static final Map<String, String> COPIES =
      Map.of(
          "java.lang.invoke.MethodType$ConcurrentWeakInternSet$WeakEntry", "hashcode",
          "java.lang.Thread$WeakClassKey", "hash",
          "jdk.internal.util.WeakReferenceKey", "hashcode",
          "jdk.internal.util.SoftReferenceKey", "hashcode");

  private static final String SET = SetOrder.IMMUTABLE + "$SetN";
  private static final String MAP = SetOrder.IMMUTABLE + "$MapN";

  /** Maps that may be emptied and filled again; subclasses may do more than that. */
  private static final List<String> MAPS =
      List.of(
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.Hashtable",
          "java.util.WeakHashMap",
          "java.util.IdentityHashMap",
          "java.util.concurrent.ConcurrentHashMap");

  private final Instrumentation instrumentation;
  private final HeaderHash header;
  private final JdkTables tables;

  /** What else changes with the headers; null where nothing does. */
  private final @Nullable Runnable byName;

  private Rehash(
      Instrumentation instrumentation,
      HeaderHash header,
      ClassLoader application,
      @Nullable Runnable byName) {
    this.instrumentation = instrumentation;
    this.header = header;
    this.byName = byName;
    this.tables = new JdkTables(instrumentation, header, application, Rehash::isTable);
  }

  /**
   * The JVM's start, when the JDK is treated but nothing follows the job yet: from {@code byName}
   * on, tables of the JDK find a class by a hash of its name.
   *
   * @param byName lets classes be hashed by their names; runs once
   */
  static void begin(
      List<NamedHashes.Named> all,
      Instrumentation instrumentation,
      HeaderHash header,
      ClassLoader application,
      Runnable byName) {
    new Rehash(instrumentation, header, application, byName).change(changed(all, header));
  }

  /**
   * Sets all hashes; looks at tables only where an object has another one by now.
   *
   * @param application the loader of the job's classes, whose statics are not looked at
   * @throws SnapshotMismatchException it can't be done in this JVM
   */
  static void set(
      List<NamedHashes.Named> all,
      Instrumentation instrumentation,
      HeaderHash header,
      ClassLoader application) {
    IdentityHashMap<Object, NamedHashes.Named> changed = changed(all, header);
    if (!changed.isEmpty()) {
      new Rehash(instrumentation, header, application, null).change(changed);
    }
  }

  /** Those that have another hash by now; the others are given theirs. */
  private static IdentityHashMap<Object, NamedHashes.Named> changed(
      List<NamedHashes.Named> all, HeaderHash header) {
    IdentityHashMap<Object, NamedHashes.Named> changed = new IdentityHashMap<>();
    for (NamedHashes.Named n : all) {
      if (n.hash() > header.max()) {
        throw refused(n.name(), "its identity hash is wider than this JVM's headers");
      }
      int now = header.hashOf(n.object());
      boolean set =
          now == n.hash()
              || (now == 0
                  && (header.set(n.object(), n.hash()) || header.replace(n.object(), n.hash())));
      if (!set && System.identityHashCode(n.object()) != n.hash()) {
        changed.put(n.object(), n);
      }
    }
    return changed;
  }

  /** A field that holds a copy of an object's hash: in a key, or in an enum constant itself. */
  private record Copy(Object holder, long at, Object of) {
    void write() {
      Mem.putInt(holder, at, holder == of ? System.identityHashCode(of) : of.hashCode());
    }
  }

  /** What has to follow the changed objects. */
  private record Followers(List<HashedTable> tables, List<Copy> copies, List<MethodType> types) {}

  /**
   * Looks for the followers again where a table has got entries meanwhile: what is run for the
   * first time may link method handles, and so add to the very tables whose entries it notes.
   */
  private void change(IdentityHashMap<Object, NamedHashes.Named> changed) {
    if (byName == null) { // method types count
      Followers unused = followers(changed);
    }
    rehearse();
    Followers found = followers(changed);
    while (found.tables().stream().anyMatch(HashedTable::isNew)) {
      found = followers(changed);
    }
    write(List.copyOf(changed.values()), found.copies(), found.tables(), byName);
    check(found.tables(), found.types());
    boolean enums = changed.keySet().stream().anyMatch(Enum.class::isInstance);
    if (enums || found.tables().stream().anyMatch(HashedTable.OfArray.class::isInstance)) {
      CompiledCode.forget(
          instrumentation, n -> n.equals("java.lang.Enum") || n.startsWith(SetOrder.IMMUTABLE));
    }
  }

  private Followers followers(IdentityHashMap<Object, NamedHashes.Named> changed) {
    Followers found = new Followers(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (NamedHashes.Named n : changed.values()) {
      addCopyInEnum(n.object(), found.copies());
    }
    for (Object o : findTables()) {
      if (o instanceof Reference<?> key) {
        Object referent = key.get();
        String field = byName == null ? COPIES.get(key.getClass().getName()) : null;
        if (referent != null && field != null && leads(referent, changed)) {
          found.copies().add(new Copy(key, Mem.offset(key.getClass(), field), referent));
          if (referent instanceof MethodType t) {
            found.types().add(t);
          }
        }
      } else {
        HashedTable t = table(o, changed);
        if (t != null) {
          found.tables().add(t);
        }
      }
    }
    return found;
  }

  /**
   * Between its first and last line no method type is found: nothing here may be run for the first
   * time, since method handles would be linked then.
   */
  private void write(
      List<NamedHashes.Named> hashes,
      List<Copy> copies,
      List<HashedTable> affected,
      @Nullable Runnable also) {
    for (NamedHashes.Named n : hashes) {
      if (!header.replace(n.object(), n.hash())) {
        throw refused(n.name(), "it is locked");
      }
    }
    for (Copy c : copies) {
      c.write();
    }
    if (also != null) {
      also.run();
    }
    for (HashedTable t : affected) {
      t.fill();
    }
  }

  /** Runs {@link #write} on objects that nobody has. */
  private void rehearse() {
    Object key = new Object();
    Object[] one = {key};
    Map<Object, Object> map = new ConcurrentHashMap<>(Map.of(key, key));
    Map<Object, Object> weak = new WeakHashMap<>(map);
    List<HashedTable> scratch =
        List.of(
            HashedTable.OfMap.of(map),
            HashedTable.OfMap.of(weak),
            HashedTable.OfMap.of(new HashMap<>(map)),
            new HashedTable.OfArray(Set.of(), one, 1));
    write(
        List.of(new NamedHashes.Named(key, 7, "a key")),
        List.of(new Copy(new int[1], Mem.arrayBase(int[].class), key)),
        scratch,
        null);
  }

  private boolean leads(Object key, IdentityHashMap<Object, NamedHashes.Named> changed) {
    return tables.leadsTo(
        key, o -> (byName != null && o instanceof Class) || isChanged(o, changed), STEPS);
  }

  /** Asks no object for its hash that has none: it would get one. */
  private boolean isChanged(Object o, IdentityHashMap<Object, NamedHashes.Named> changed) {
    int hash = header.hashOf(o);
    return hash > 0
        ? changed.containsKey(o)
        : hash < 0 && changed.values().stream().anyMatch(n -> n.object() == o);
  }

  private List<Object> findTables() {
    FutureTask<List<Object>> task = new FutureTask<>(tables::find);
    Thread walker = new Thread(null, task, "cairn-tables", 0, false);
    walker.setDaemon(true);
    walker.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw Mem.sneak(e.getCause() == null ? e : e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean isTable(Class<?> c) {
    String name = c.getName();
    return name.equals(SET)
        || name.equals(MAP)
        || COPIES.containsKey(name)
        || (c.getClassLoader() == null && Map.class.isAssignableFrom(c) && isOneOfMaps(c));
  }

  private static boolean isOneOfMaps(Class<?> c) {
    for (Class<?> k = c; k != null; k = k.getSuperclass()) {
      if (MAPS.contains(k.getName())) {
        return true;
      }
    }
    return false;
  }

  /** What has to be filled again of a table, or null where its order stays. */
  @SuppressWarnings("unchecked")
  private @Nullable HashedTable table(
      Object o, IdentityHashMap<Object, NamedHashes.Named> changed) {
    String name = o.getClass().getName();
    if (name.equals(SET)) {
      return arrayTable(o, "elements", 1, changed);
    }
    if (name.equals(MAP)) {
      return arrayTable(o, "table", 2, changed);
    }
    Map<Object, Object> map = (Map<Object, Object>) o;
    for (Object key : map.keySet()) {
      if (byName != null && key != null && COPIES.containsKey(key.getClass().getName())) {
        return null; // such keys keep the JVM's hash of a class
      }
      if (key != null && leads(key, changed)) {
        if (!MAPS.contains(name)) {
          throw refused(name, "it is keyed by an object with another identity hash");
        }
        return HashedTable.OfMap.of(map);
      }
    }
    return null;
  }

  private @Nullable HashedTable arrayTable(
      Object o, String field, int width, IdentityHashMap<Object, NamedHashes.Named> changed) {
    Object[] array = (Object[]) Mem.getRef(o, Mem.offset(o.getClass(), field));
    for (int i = 0; array != null && i < array.length; i += width) {
      if (array[i] != null && leads(array[i], changed)) {
        return new HashedTable.OfArray(o, array, width);
      }
    }
    return null;
  }

  /** From 21 on an enum constant keeps a copy of its identity hash. */
  private static void addCopyInEnum(Object o, List<Copy> copies) {
    Optional<Field> hash = Mem.field(Enum.class, "hash");
    if (o instanceof Enum<?> && hash.isPresent()) {
      long at = Mem.fieldOffset(hash.get());
      if (Mem.getInt(o, at) != 0) {
        copies.add(new Copy(o, at, o));
      }
    }
  }

  @SuppressWarnings("ReferenceEquality") // an interned type must be found again, itself
  private static void check(List<HashedTable> affected, List<MethodType> types) {
    for (HashedTable t : affected) {
      if (!t.holds()) {
        throw refused(t.name(), "its entries are not found under other identity hashes");
      }
    }
    for (MethodType t : types) {
      if (MethodType.methodType(t.returnType(), t.parameterArray()) != t) {
        throw refused(t.toString(), "this method type is not found under other identity hashes");
      }
    }
  }

  private static SnapshotMismatchException refused(String what, String why) {
    return new SnapshotMismatchException(
        what
            + ": "
            + why
            + "; resume in the same Java release with the same collector and -Xshare option");
  }
}
