package dev.cairn.snapshot.heap;

import dev.cairn.snapshot.SnapshotMismatchException;
import dev.cairn.snapshot.format.ClassEntry;
import dev.cairn.snapshot.format.FieldEntry;
import dev.cairn.snapshot.format.HeapLayout;
import dev.cairn.snapshot.format.SectionId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks after hash tables whose keys are objects that this JVM had already, with another identity
 * hash than in the snapshot: classes of the JDK above all. Their entries are put where this JVM's
 * lookups will search for them; all other entries keep their order.
 *
 * <p>What can't be mended is refused: trees, an iteration under way, and keys that contain such an
 * object, since only their own hashCode knows what it makes of it.
 */
final class HashTables {
  /** A kind of chained table: where the chains begin, and what a node looks like. */
  private enum Kind {
    HASH_MAP("java.util.HashMap", "java.util.HashMap$Node"),
    CONCURRENT(
        "java.util.concurrent.ConcurrentHashMap", "java.util.concurrent.ConcurrentHashMap$Node"),
    HASHTABLE("java.util.Hashtable", "java.util.Hashtable$Entry");

    final String map;
    final String node;

    Kind(String map, String node) {
      this.map = map;
      this.node = node;
    }

    /** What the node stores for an identity hash. */
    int spread(int hash) {
      return switch (this) {
        case HASH_MAP -> hash ^ (hash >>> 16);
        case CONCURRENT -> (hash ^ (hash >>> 16)) & 0x7fffffff;
        case HASHTABLE -> hash;
      };
    }

    int index(int stored, int length) {
      return this == HASHTABLE ? (stored & 0x7fffffff) % length : stored & (length - 1);
    }
  }

  private static final List<String> ITERATORS =
      List.of(
          "java.util.HashMap$HashIterator",
          "java.util.HashMap$HashMapSpliterator",
          "java.util.concurrent.ConcurrentHashMap$Traverser",
          "java.util.Hashtable$Enumerator",
          "java.util.IdentityHashMap$IdentityHashMapIterator",
          "java.util.IdentityHashMap$IdentityHashMapSpliterator");

  /** How deep a key is searched for what its hash may depend on. */
  private static final int KEY_DEPTH = 3;

  private final HeapBuilder heap;
  private final HeapLayout layout;

  /** Number of an object that another hash was recorded for, and that hash. */
  private final Map<Integer, Integer> conflicts;

  HashTables(HeapBuilder heap, HeapLayout layout, Map<Integer, Integer> conflicts) {
    this.heap = heap;
    this.layout = layout;
    this.conflicts = conflicts;
  }

  /**
   * Mends all tables; the heap is built, and nothing of it is visible yet.
   *
   * @throws SnapshotMismatchException where one can't be mended
   */
  void mend() {
    if (conflicts.isEmpty()) {
      return;
    }
    boolean mended = false;
    for (Kind kind : Kind.values()) {
      BitSet moved = moved(kind);
      if (!moved.isEmpty()) {
        mendChained(kind, moved);
        mended = true;
      }
    }
    mended |= mendIdentityMaps();
    if (mended) {
      refuseIterators();
    }
  }

  /** Numbers of the nodes whose place follows the identity hash of a conflicting key. */
  private BitSet moved(Kind kind) {
    BitSet moved = new BitSet();
    for (int c = 0; c < layout.classes().size(); c++) {
      int key = field(c, kind.node, "key");
      int hash = field(c, kind.node, "hash");
      if (key < 0 || hash < 0) {
        continue;
      }
      for (int i = 0; i < layout.classes().get(c).count(); i++) {
        int k = layout.data().getInt(layout.column(c, key) + 4L * i);
        Integer recorded = conflicts.get(k);
        if (recorded != null) {
          int stored = layout.data().getInt(layout.column(c, hash) + 4L * i);
          if (stored == kind.spread(recorded)) {
            if (layout.classes().get(c).name().endsWith("$TreeNode")) {
              throw refused(k, "a key in a hash table that became a tree");
            }
            moved.set(heap.numbersOf(c)[i]);
          }
        } else if (k > 0 && layout.classOf(k) >= 0) {
          refuseWithin(k, KEY_DEPTH);
        }
      }
    }
    return moved;
  }

  /** A key whose own hashCode may have used a conflicting identity hash. */
  private void refuseWithin(int number, int depth) {
    int c = layout.classOf(number);
    if (c < 0 || depth == 0 || !heap.shapeOf(c).hashes()) {
      return;
    }
    ClassEntry e = layout.classes().get(c);
    for (int f = 0; f < e.fields().size(); f++) {
      if (e.fields().get(f).kind() == 'L') {
        int child = layout.data().getInt(layout.column(c, f) + 4L * layout.ordinal(number));
        if (conflicts.containsKey(child)) {
          throw refused(child, "part of a key of class " + e.name());
        }
        if (child > 0) {
          refuseWithin(child, depth - 1);
        }
      }
    }
  }

  private void mendChained(Kind kind, BitSet moved) {
    for (int c = 0; c < layout.classes().size(); c++) {
      int table = field(c, kind.map, "table");
      for (int i = 0; table >= 0 && i < layout.classes().get(c).count(); i++) {
        int t = layout.data().getInt(layout.column(c, table) + 4L * i);
        if (t > 0 && heap.object(t, SectionId.DATA, 0) instanceof Object[] bins) {
          mendBins(kind, t, bins, moved);
        }
      }
    }
  }

  /** Takes all nodes out of their bins and appends each to the bin that it belongs to here. */
  private void mendBins(Kind kind, int table, Object[] bins, BitSet moved) {
    List<Integer> nodes = nodes(kind, table, bins.length);
    if (nodes.stream().noneMatch(moved::get)) {
      return;
    }
    Class<?> node = type(kind.node);
    long next = Mem.offset(node, "next");
    long hash = Mem.offset(node, "hash");
    long key = Mem.offset(node, "key");
    @Nullable Object[] tails = new @Nullable Object[bins.length];
    Arrays.fill(bins, null);
    for (int number : nodes) {
      Object n = heap.made(number);
      Object k = Mem.getRef(n, key);
      if (k == null && Mem.getInt(n, hash) < 0) {
        throw new SnapshotMismatchException(
            "a ConcurrentHashMap holds a tree beside keys whose identity hashes differ in this"
                + " JVM; resume in the same Java release with the same -Xshare option");
      }
      if (moved.get(number)) {
        Mem.putInt(n, hash, kind.spread(System.identityHashCode(k)));
      }
      int at = kind.index(Mem.getInt(n, hash), bins.length);
      Mem.putRef(n, next, null);
      Object tail = tails[at];
      if (tail == null) {
        bins[at] = n;
      } else {
        Mem.putRef(tail, next, n);
      }
      tails[at] = n;
    }
  }

  /** The numbers of a table's nodes, bin by bin. */
  private List<Integer> nodes(Kind kind, int table, int length) {
    List<Integer> nodes = new ArrayList<>();
    long start = layout.start(layout.classOf(table), layout.ordinal(table));
    for (int i = 0; i < length; i++) {
      int n = layout.data().getInt(start + 4L * i);
      while (n > 0) {
        nodes.add(n);
        if (nodes.size() > layout.objects()) {
          throw new SnapshotMismatchException("a chain of " + kind.map + " has no end");
        }
        int c = layout.classOf(n);
        int next = c < 0 ? -1 : field(c, kind.node, "next");
        n = next < 0 ? 0 : layout.data().getInt(layout.column(c, next) + 4L * layout.ordinal(n));
      }
    }
    return nodes;
  }

  /** Keys and values in one array, probed linearly from the key's identity hash. */
  private boolean mendIdentityMaps() {
    boolean mended = false;
    for (int c = 0; c < layout.classes().size(); c++) {
      int table = field(c, "java.util.IdentityHashMap", "table");
      for (int i = 0; table >= 0 && i < layout.classes().get(c).count(); i++) {
        int t = layout.data().getInt(layout.column(c, table) + 4L * i);
        if (t > 0 && heap.object(t, SectionId.DATA, 0) instanceof Object[] pairs) {
          int a = layout.classOf(t);
          long start = layout.start(a, layout.ordinal(t));
          boolean any = false;
          for (int k = 0; k < pairs.length; k += 2) {
            any |= conflicts.containsKey(layout.data().getInt(start + 4L * k));
          }
          if (any) {
            mendPairs(pairs);
            mended = true;
          }
        }
      }
    }
    return mended;
  }

  private static void mendPairs(Object[] pairs) {
    Object[] old = pairs.clone();
    Arrays.fill(pairs, null);
    for (int k = 0; k < old.length; k += 2) {
      if (old[k] != null) {
        int h = System.identityHashCode(old[k]);
        int at = ((h << 1) - (h << 8)) & (old.length - 1); // IdentityHashMap.hash, 17 to 25
        while (pairs[at] != null) {
          at = (at + 2) & (old.length - 1);
        }
        pairs[at] = old[k];
        pairs[at + 1] = old[k + 1];
      }
    }
  }

  /** An iterator remembers a place in the old order. */
  private void refuseIterators() {
    for (int c = 0; c < layout.classes().size(); c++) {
      for (FieldEntry f : layout.classes().get(c).fields()) {
        if (ITERATORS.contains(f.declaringClass())) {
          throw new SnapshotMismatchException(
              "an iteration over a hash table is under way ("
                  + layout.classes().get(c).name()
                  + ") while identity hashes of keys differ in this JVM; resume in the same Java"
                  + " release with the same -Xshare option");
        }
      }
    }
  }

  private SnapshotMismatchException refused(int number, String what) {
    return new SnapshotMismatchException(
        layout.anchors().get(layout.ordinal(number)).name()
            + " is "
            + what
            + ", and has another identity hash in this JVM; resume in the same Java release with"
            + " the same -Xshare option");
  }

  private int field(int c, String declaringClass, String name) {
    List<FieldEntry> fields = layout.classes().get(c).fields();
    for (int f = 0; f < fields.size(); f++) {
      FieldEntry e = fields.get(f);
      if (e.name().equals(name) && e.declaringClass().equals(declaringClass)) {
        return f;
      }
    }
    return -1;
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
