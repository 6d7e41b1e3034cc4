package dev.cairn.snapshot.heap;

import dev.cairn.runtime.IdentityHash;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A hash table of the JDK's whose entries have to stand elsewhere once hashes have changed. What is
 * done between the change and the filling must not need a table itself: see {@link Rehash}.
 */
interface HashedTable {
  /** Puts all entries where lookups find them by now. */
  void fill();

  /** Whether there are other entries than those that are known here. */
  boolean isNew();

  /** Whether each entry is found. */
  boolean holds();

  /** What it is called in messages. */
  String name();

  /** A map, emptied and filled again in the order in which it was iterated. */
  record OfMap(Map<Object, Object> map, List<Object> keys, List<Object> values)
      implements HashedTable {
    static OfMap of(Map<Object, Object> map) {
      Object[] keys = map.keySet().toArray();
      Object[] values = new Object[keys.length];
      for (int i = 0; i < keys.length; i++) {
        values[i] = map.get(keys[i]);
      }
      return new OfMap(map, Arrays.asList(keys), Arrays.asList(values));
    }

    @Override
    public void fill() {
      map.clear();
      for (int i = 0; i < keys.size(); i++) {
        map.put(keys.get(i), values.get(i));
      }
    }

    @Override
    public boolean isNew() {
      return map.size() != keys.size();
    }

    @Override
    public boolean holds() {
      for (int i = 0; i < keys.size(); i++) {
        if (map.get(keys.get(i)) != values.get(i) && !dead(keys.get(i))) {
          return false;
        }
      }
      return true;
    }

    /** A weak key whose object was collected meanwhile goes out of its table by itself. */
    private static boolean dead(Object key) {
      return key instanceof Reference<?> r && r.refersTo(null);
    }

    @Override
    public String name() {
      return map.getClass().getName();
    }
  }

  /**
   * The array of a {@code Set.of} (each element) or {@code Map.of} (key, value, ...): probed
   * linearly from the key's hash modulo the number of places, 17 to 25.
   */
  final class OfArray implements HashedTable {
    private final Object owner;
    private final Object[] array;
    private final int width;

    OfArray(Object owner, Object[] array, int width) {
      this.owner = owner;
      this.array = array;
      this.width = width;
    }

    @Override
    public void fill() {
      Object[] old = array.clone();
      Arrays.fill(array, null);
      int places = old.length / width;
      for (int i = 0; i < old.length; i += width) {
        if (old[i] != null) {
          int at =
              Math.floorMod(IdentityHash.hashCode(old[i]), places) * width; // as SetN.probe asks
          while (array[at] != null) {
            at = at + width == array.length ? 0 : at + width;
          }
          System.arraycopy(old, i, array, at, width);
        }
      }
    }

    /** It never changes. */
    @Override
    public boolean isNew() {
      return false;
    }

    @Override
    public boolean holds() {
      for (int i = 0; i < array.length; i += width) {
        if (array[i] != null && !finds(i)) {
          return false;
        }
      }
      return true;
    }

    private boolean finds(int i) {
      return owner instanceof Set<?> set
          ? set.contains(array[i])
          : owner instanceof Map<?, ?> map && map.get(array[i]) == array[i + 1];
    }

    @Override
    public String name() {
      return owner.getClass().getName();
    }
  }
}
