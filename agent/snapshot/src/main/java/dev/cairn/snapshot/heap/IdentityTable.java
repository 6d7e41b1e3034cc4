package dev.cairn.snapshot.heap;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Numbers objects by identity, without changing what the job can see of them.
 *
 * <p>An object that has no identity hash yet is given, for the time of the walk, its own number as
 * a hash: to look it up again is one read of its header and one of a table that lies in the order
 * of discovery. {@link #close} takes these hashes back. Objects that were hashed before keep their
 * hash, and are found through an open-addressed table.
 *
 * <p>Must be used on a thread that is not the job's: for a locked object it has to ask {@link
 * System#identityHashCode}, which takes a number from the calling thread's generator.
 */
final class IdentityTable implements AutoCloseable {
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;

  private final HeaderHash header;
  private @Nullable Object[][] chunks = new @Nullable Object[16][];
  private int size;

  /** Which ids were hashed before us (or can't be told). */
  private final BitSet hashed = new BitSet();

  /** Ids of objects without a hash that are locked, and can't be given one: a handful at most. */
  private final IntList locked = new IntList();

  private boolean released;
  private int[] hashes = new int[64];
  private int[] sideIds = new int[64];
  private int sideSize;

  IdentityTable(HeaderHash header) {
    this.header = header;
  }

  /** Ids are 0 to this, exclusive. */
  int size() {
    return size;
  }

  /** Objects lie in arrays, each of up to this many ids in a row. */
  @Nullable Object[] chunk(int id) {
    return chunks[id >>> CHUNK_BITS];
  }

  /** Where an id lies in its {@link #chunk}. */
  static int indexInChunk(int id) {
    return id & (CHUNK - 1);
  }

  /** How many ids from this one on lie in its {@link #chunk}. */
  static int leftInChunk(int id) {
    return CHUNK - indexInChunk(id);
  }

  /** Passes over an id, which no object will have. */
  int skip() {
    add(null);
    return size - 1;
  }

  /**
   * What an object's header says, for {@link #find}: to be read early, for many objects at once.
   */
  int peek(Object o) {
    return header.read(o);
  }

  /**
   * The id of an object that this table has given a hash, or -1 for any other.
   *
   * @param peeked what {@link #peek} gave; it may be from before the object came into the table
   */
  int find(Object o, int peeked) {
    int id = peeked - 1;
    return id >= 0 && id < size && chunks[id >>> CHUNK_BITS][id & (CHUNK - 1)] == o ? id : -1;
  }

  Object get(int id) {
    Object o = chunks[id >>> CHUNK_BITS][id & (CHUNK - 1)];
    if (o == null) {
      throw new IllegalStateException("no object " + id);
    }
    return o;
  }

  /** The object's id; a new one is {@code -1 - id}. */
  int idOf(Object o) {
    int h = header.read(o);
    if (h <= 0 && locked.size() > 0) {
      for (int i = 0; i < locked.size(); i++) {
        if (get(locked.get(i)) == o) {
          return locked.get(i);
        }
      }
    }
    if (h == 0) {
      int id = size;
      if (id + 1 <= header.max() && header.set(o, id + 1)) {
        add(o);
        return -1 - id;
      }
    }
    if (h <= 0) { // locked, or hashed since
      h = header.hashOf(o);
    }
    if (h == 0 && size < header.max()) {
      int id = size;
      add(o);
      locked.add(id);
      return -1 - id;
    }
    if (h <= 0) {
      h = System.identityHashCode(o);
    }
    int known = find(o, h);
    return known >= 0 ? known : side(o, h);
  }

  /** The next id from {@code id} on of an object that had an identity hash before, or -1. */
  int nextHashed(int id) {
    return hashed.nextSetBit(id);
  }

  /** Whether the object had an identity hash before the walk; its hash, or 0. */
  int hashOf(int id) {
    return hashed.get(id) ? System.identityHashCode(get(id)) : 0;
  }

  /** The hash of an object that the table doesn't hold, or 0 where it has none. */
  int hashOf(Object o) {
    int h = header.hashOf(o);
    return h < 0 ? System.identityHashCode(o) : h;
  }

  /**
   * The hash that an object had before the walk, whether the table holds it or not: 0 where it had
   * none, or where only the JVM can tell.
   */
  int hashBefore(Object o) {
    int h = header.hashOf(o);
    return h <= 0 || find(o, h) >= 0 ? 0 : h;
  }

  private int side(Object o, int hash) {
    if (sideSize * 2 >= hashes.length) {
      grow();
    }
    int m = hashes.length - 1;
    int i = spread(hash) & m;
    while (hashes[i] != 0) {
      if (hashes[i] == hash && get(sideIds[i]) == o) {
        return sideIds[i];
      }
      i = (i + 1) & m;
    }
    int id = size;
    add(o);
    hashed.set(id);
    hashes[i] = hash;
    sideIds[i] = id;
    sideSize++;
    return -1 - id;
  }

  private void grow() {
    int[] oldHashes = hashes;
    int[] oldIds = sideIds;
    hashes = new int[oldHashes.length * 2];
    sideIds = new int[hashes.length];
    int m = hashes.length - 1;
    for (int k = 0; k < oldHashes.length; k++) {
      if (oldHashes[k] != 0) {
        int i = spread(oldHashes[k]) & m;
        while (hashes[i] != 0) {
          i = (i + 1) & m;
        }
        hashes[i] = oldHashes[k];
        sideIds[i] = oldIds[k];
      }
    }
  }

  private static int spread(int hash) {
    int x = hash * 0x9e3779b9;
    return x ^ (x >>> 15);
  }

  private void add(@Nullable Object o) {
    int c = size >>> CHUNK_BITS;
    if (c == chunks.length) {
      chunks = Arrays.copyOf(chunks, c * 2);
    }
    if (chunks[c] == null) {
      chunks[c] = new @Nullable Object[CHUNK];
    }
    chunks[c][size & (CHUNK - 1)] = o;
    size++;
  }

  /** Takes back every hash that the walk gave: nothing can be looked up any more. */
  void release() {
    if (released) {
      return;
    }
    released = true;
    for (int id = 0; id < size; id++) {
      Object o = chunks[id >>> CHUNK_BITS][id & (CHUNK - 1)];
      if (o != null && !hashed.get(id)) {
        header.clear(o, id + 1);
      }
    }
  }

  /** Releases what is not yet, and forgets all. */
  @Override
  public void close() {
    release();
    size = 0;
    chunks = new @Nullable Object[0][];
  }
}
