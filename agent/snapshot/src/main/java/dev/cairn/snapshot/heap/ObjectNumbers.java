package dev.cairn.snapshot.heap;

import dev.cairn.runtime.IdentityHash;
import dev.cairn.snapshot.format.Arena;
import dev.cairn.snapshot.format.ByteSink;
import dev.cairn.snapshot.format.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a walk by number, from 1 in the order of discovery. Not thread-safe.
 *
 * <pre>
 *   ids of the table    0 ... presets.size() - 1     presets.size() ...
 *                       the presets                  number 1, 2, ...
 * </pre>
 *
 * So an object's number follows from its id, and nothing has to be looked up for it. A preset that
 * is met, and a class, which has no id, leave out the id that belongs to their number.
 */
final class ObjectNumbers implements AutoCloseable {
  private final IdentityTable table;
  private final List<AnchorScan.Found> presets = new ArrayList<>();
  private final IntList numberOfPreset = new IntList();

  // by number: that of the class, 0 for an anchor; from where it was discovered
  private final IntList types = new IntList();
  private final IntList parents = new IntList();
  private final ByteSink typeBytes;

  /** Numbers of what must have no second reference for something to be dead, and has none yet. */
  private final BitSet alone = new BitSet();

  private boolean anyAlone;

  ObjectNumbers(HeaderHash header, Arena arena) {
    typeBytes = new ByteSink(arena);
    table = new IdentityTable(header);
    types.add(0);
    parents.add(0);
  }

  /** Makes an object known as an anchor; before the first object is numbered. */
  void preset(AnchorScan.Found found) {
    int id = table.idOf(found.value());
    if (id < 0) {
      numberOfPreset.add(0);
      presets.add(found);
    } else if (found.before(presets.get(id))) {
      presets.set(id, found);
    }
  }

  /** Numbers are 1 to this, exclusive. */
  int end() {
    return types.size();
  }

  /** The number of its class; 0 for an anchor. */
  int type(int n) {
    return types.get(n);
  }

  /** The number of the object that {@code n} was discovered from, or {@code -1 - i} for root i. */
  int parent(int n) {
    return parents.get(n);
  }

  /** Object {@code n}, which is no preset and no class. */
  Object object(int n) {
    return table.get(id(n));
  }

  private int id(int n) {
    return presets.size() + n - 1;
  }

  /** The array that objects from {@code n} on lie in, from {@link #indexOf} on. */
  @Nullable Object[] arrayOf(int n) {
    return table.chunk(id(n));
  }

  int indexOf(int n) {
    return IdentityTable.indexInChunk(id(n));
  }

  /** How many objects from {@code n} on are of its class and in its array: at most {@code most}. */
  int run(int n, int most) {
    int type = types.get(n);
    int limit = Math.min(most, Math.min(IdentityTable.leftInChunk(id(n)), types.size() - n));
    int count = 1;
    while (count < limit && types.get(n + count) == type) {
      count++;
    }
    return count;
  }

  /** What an object's header says, for {@link #met}: to be read early, for many objects at once. */
  int peek(Object o) {
    return table.peek(o);
  }

  /** The number of an object that was met before, and had no hash of its own; else below 1. */
  int met(Object o, int peeked) {
    return table.find(o, peeked) - presets.size() + 1;
  }

  /** To be told of each number that is met again; gives it back. */
  int again(int number) {
    if (anyAlone) {
      alone.clear(number);
    }
    return number;
  }

  /**
   * Enters an object, which is no class.
   *
   * @return its number where it was met before; 0 where it is new, and to be {@link #add}ed next;
   *     {@code -1 - i} where it is preset i
   */
  int enter(Object o) {
    int id = table.idOf(o);
    return id < 0 ? 0 : id < presets.size() ? -1 - id : id - presets.size() + 1;
  }

  AnchorScan.Found preset(int i) {
    return presets.get(i);
  }

  /** A preset's number, or 0 where it wasn't met yet. */
  int numberOfPreset(int i) {
    return numberOfPreset.get(i);
  }

  /** Numbers a preset. */
  int addPreset(int i, int parent) {
    int n = addClass(parent);
    numberOfPreset.set(i, n);
    return n;
  }

  /** Numbers a class: it is never given a hash, not even for the walk: the JDK may look at it. */
  int addClass(int parent) {
    return addUnseen(0, parent);
  }

  /** Numbers an object that nothing else refers to. */
  int addUnseen(int type, int parent) {
    table.skip();
    return add(type, parent);
  }

  /** Numbers the object that was entered last. */
  int add(int type, int parent) {
    int n = types.size();
    types.add(type);
    parents.add(parent);
    typeBytes.putVarint(type);
    return n;
  }

  /**
   * Watches for a second reference to an object that was discovered from {@code holder}.
   *
   * @return its number, or 0 where others lead to it
   */
  int watch(Object o, int holder) {
    int n = table.idOf(o) - presets.size() + 1;
    if (n > 0 && types.get(n) > 0 && parents.get(n) == holder) {
      alone.set(n);
      anyAlone = true;
      return n;
    }
    return 0;
  }

  /** Whether no second reference was met since {@link #watch}. */
  boolean isAlone(int n) {
    return alone.get(n);
  }

  // ---- what was found ----

  /** The type of each object, in order; nothing can be added any more. */
  Bytes typeBytes() {
    return typeBytes.toBytes();
  }

  /** Number and identity hash of each object that had one: {@code number << 32 | hash}. */
  List<Long> hashes() {
    List<Long> pairs = new ArrayList<>();
    for (int id = table.nextHashed(0); id >= 0; id = table.nextHashed(id + 1)) {
      int n = id < presets.size() ? numberOfPreset.get(id) : id - presets.size() + 1;
      if (n > 0 && !IdentityHash.isArchived(table.get(id))) {
        pairs.add((long) n << 32 | table.hashOf(id));
      }
    }
    return pairs;
  }

  /** The hash of a class, or 0 where it has none. */
  int hashOf(Class<?> c) {
    return table.hashOf(c);
  }

  /** The hash that an object had before the walk; 0 where it had none. */
  int hashBefore(Object o) {
    return table.hashBefore(o);
  }

  /** The hashes of all presets, whether the walk came by or not. */
  SortedMap<String, Integer> namedHashes() {
    SortedMap<String, Integer> hashes = new TreeMap<>();
    for (int id = 0; id < presets.size(); id++) {
      int hash = table.hashOf(id);
      Object o = table.get(id);
      if (hash != 0
          && !(o instanceof Module)
          && !o.getClass().getName().startsWith("jdk.")
          && !IdentityHash.isArchived(o)) {
        NamedHashes.capture(presets.get(id).entry(), hash, hashes);
      }
    }
    return hashes;
  }

  /** Takes back what the table has written into headers; no object can be looked up any more. */
  void release() {
    table.release();
  }

  /** Releases what is not yet, and forgets all. */
  @Override
  public void close() {
    table.close();
  }
}
