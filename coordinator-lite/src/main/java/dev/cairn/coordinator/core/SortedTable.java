package dev.cairn.coordinator.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map in the order of its keys. A changed copy shares all but the path to what
 * changed, so that a state of many jobs costs no more to change than one of few.
 *
 * <p>A treap: a search tree by key that is a heap by a hash of the key, and so is balanced whatever
 * the order in which keys come.
 */
public final class SortedTable<K extends Comparable<K>, V> implements Iterable<V> {
  private record Node<K, V>(
      K key, V value, int rank, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
    Node<K, V> with(@Nullable Node<K, V> newLeft, @Nullable Node<K, V> newRight) {
      return new Node<>(key, value, rank, newLeft, newRight);
    }
  }

  private final @Nullable Node<K, V> root;
  private final int size;

  private SortedTable(@Nullable Node<K, V> root, int size) {
    this.root = root;
    this.size = size;
  }

  public static <K extends Comparable<K>, V> SortedTable<K, V> empty() {
    return new SortedTable<>(null, 0);
  }

  public int size() {
    return size;
  }

  public @Nullable V get(K key) {
    Node<K, V> n = root;
    while (n != null) {
      int order = key.compareTo(n.key);
      if (order == 0) {
        return n.value;
      }
      n = order < 0 ? n.left : n.right;
    }
    return null;
  }

  public boolean isEmpty() {
    return root == null;
  }

  /** The smallest key, or null where there is none. */
  public @Nullable K first() {
    Node<K, V> n = root;
    while (n != null && n.left != null) {
      n = n.left;
    }
    return n == null ? null : n.key;
  }

  /** The smallest key that is no smaller than this one, or null. */
  public @Nullable K ceiling(K key) {
    return next(key, 0);
  }

  /** The smallest key that is greater than this one, or null. */
  public @Nullable K higher(K key) {
    return next(key, 1);
  }

  private @Nullable K next(K key, int least) {
    K found = null;
    Node<K, V> n = root;
    while (n != null) {
      if (n.key.compareTo(key) >= least) {
        found = n.key;
        n = n.left;
      } else {
        n = n.right;
      }
    }
    return found;
  }

  public SortedTable<K, V> with(K key, V value) {
    return new SortedTable<>(put(root, key, value), get(key) == null ? size + 1 : size);
  }

  public SortedTable<K, V> without(K key) {
    return get(key) == null ? this : new SortedTable<>(remove(root, key), size - 1);
  }

  private static <K extends Comparable<K>, V> Node<K, V> put(
      @Nullable Node<K, V> n, K key, V value) {
    if (n == null) {
      return new Node<>(key, value, rank(key), null, null);
    }
    int order = key.compareTo(n.key);
    if (order == 0) {
      return new Node<>(key, value, n.rank, n.left, n.right);
    }
    if (order < 0) {
      Node<K, V> l = put(n.left, key, value);
      return l.rank > n.rank ? l.with(l.left, n.with(l.right, n.right)) : n.with(l, n.right);
    }
    Node<K, V> r = put(n.right, key, value);
    return r.rank > n.rank ? r.with(n.with(n.left, r.left), r.right) : n.with(n.left, r);
  }

  private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
      @Nullable Node<K, V> n, K key) {
    if (n == null) {
      return null;
    }
    int order = key.compareTo(n.key);
    if (order == 0) {
      return merged(n.left, n.right);
    }
    return order < 0 ? n.with(remove(n.left, key), n.right) : n.with(n.left, remove(n.right, key));
  }

  /** All keys of {@code a} are smaller than those of {@code b}. */
  private static <K, V> @Nullable Node<K, V> merged(
      @Nullable Node<K, V> a, @Nullable Node<K, V> b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.rank > b.rank
        ? a.with(a.left, merged(a.right, b))
        : b.with(merged(a, b.left), b.right);
  }

  /** Mixed well, since ids are consecutive (Stafford's variant 13). */
  private static int rank(Object key) {
    long z = key.hashCode() * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (z ^ (z >>> 31));
  }

  /** The values, in the order of their keys. */
  @Override
  public Iterator<V> iterator() {
    Deque<Node<K, V>> path = new ArrayDeque<>();
    descend(path, root);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !path.isEmpty();
      }

      @Override
      public V next() {
        if (path.isEmpty()) {
          throw new NoSuchElementException();
        }
        Node<K, V> n = path.pop();
        descend(path, n.right);
        return n.value;
      }
    };
  }

  private static <K, V> void descend(Deque<Node<K, V>> path, @Nullable Node<K, V> from) {
    for (Node<K, V> n = from; n != null; n = n.left) {
      path.push(n);
    }
  }

  /** Whether the other holds the same under the same keys. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SortedTable<?, ?> table
        && table.size == size
        && keys().equals(table.keys())
        && stream().toList().equals(table.stream().toList());
  }

  @Override
  public int hashCode() {
    return keys().hashCode();
  }

  private List<K> keys() {
    List<K> keys = new ArrayList<>(size);
    for (K key = first(); key != null; key = higher(key)) {
      keys.add(key);
    }
    return keys;
  }

  public Stream<V> stream() {
    return StreamSupport.stream(spliterator(), false);
  }
}
