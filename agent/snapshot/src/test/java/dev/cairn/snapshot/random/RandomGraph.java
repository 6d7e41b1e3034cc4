package dev.cairn.snapshot.random;

import dev.cairn.snapshot.heap.Snapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A graph of objects of the JDK and of a program's own that a seed tells: aliases, cycles,
 * capacities and counts that come of many additions and removals. The same in every JVM, if the
 * same identity hashes are had by constants of enums, and the same order by {@code Set.of}: so make
 * it after another one was restored. The first steps of a graph are those of a shorter one.
 */
public final class RandomGraph {
  final Random random;

  /** All objects, in the order in which they were made. */
  private final List<Object> objects = new ArrayList<>();

  /** Those that may be keys of hash tables: their hashes and what they equal don't change. */
  private final List<Object> keys = new ArrayList<>();

  /** Those that have an identity hash, beside constants of enums. */
  private final List<Object> hashed = new ArrayList<>();

  private final List<Integer> hashes = new ArrayList<>();

  private RandomGraph(long seed) {
    random = new Random(seed);
  }

  /** The classes whose objects are in it, beside the JDK's. */
  public static List<Class<?>> classes() {
    List<Class<?>> classes = new ArrayList<>(Own.CLASSES);
    classes.add(Own.Colour.GREEN.getClass());
    classes.add(NewObjects.class); // has lambdas
    return classes;
  }

  /**
   * Makes one.
   *
   * @return all objects, those that have identity hashes, these hashes, and the keys
   */
  public static Object[] of(long seed, int steps) {
    RandomGraph graph = new RandomGraph(seed);
    NewObjects make = new NewObjects(graph);
    Changes change = new Changes(graph);
    for (int i = 0; i < steps; i++) {
      if (graph.random.nextInt(5) < 3) {
        graph.objects.add(make.next());
      } else if (!graph.objects.isEmpty()) {
        change.change(graph.any());
      }
    }
    int[] hashes = graph.hashes.stream().mapToInt(Integer::intValue).toArray();
    Object[] keys = graph.keys.toArray(); // weak tables hold none of theirs
    return new Object[] {graph.objects.toArray(), graph.hashed.toArray(), hashes, keys};
  }

  /** Whether the objects of a graph have the identity hashes that they were given. */
  public static boolean hasItsHashes(Object[] graph) {
    Object[] hashed = (Object[]) graph[1];
    int[] hashes = (int[]) graph[2];
    for (int i = 0; i < hashed.length; i++) {
      if (System.identityHashCode(hashed[i]) != hashes[i]) {
        return false;
      }
    }
    return true;
  }

  /** Any object so far; null now and then. */
  Object any() {
    int n = random.nextInt(objects.size() + 1);
    return n == objects.size() ? null : objects.get(n);
  }

  /** As {@link #any}, but never null. */
  Object some() {
    return objects.isEmpty() ? "none yet" : objects.get(random.nextInt(objects.size()));
  }

  /** Any object of this class or null. */
  <T> T any(Class<T> c) {
    Object o = any();
    return c.isInstance(o) ? c.cast(o) : null;
  }

  /** For a hash table: one that is there already, mostly. */
  Object key() {
    if (keys.isEmpty() || random.nextInt(8) == 0) {
      keys.add(new Own.Key(random.nextInt(200), random.nextBoolean() ? null : any()));
    }
    return keys.get(random.nextInt(keys.size()));
  }

  /** Lets {@link #key} give it, too. */
  <T> T asKey(T o) {
    keys.add(o);
    return o;
  }

  /** For a table by identity: what has a hash that the seed tells. */
  Object hashedKey() {
    if (hashed.isEmpty() || random.nextInt(4) == 0) {
      hash(new Own.Plain());
    }
    return hashed.get(random.nextInt(hashed.size()));
  }

  /** Gives a new object an identity hash. */
  <T> T hash(T fresh) {
    int hash = 1 + random.nextInt((1 << 25) - 1); // what a header of 32 bits holds
    Snapshots.giveHash(fresh, hash);
    hashed.add(fresh);
    hashes.add(hash);
    return fresh;
  }

  String text() {
    int length = random.nextInt(12);
    StringBuilder b = new StringBuilder(length);
    int highest =
        random.nextInt(3) == 0 ? 0x10000 : 0x100; // surrogates without their other half, too
    for (int i = 0; i < length; i++) {
      b.append((char) random.nextInt(highest));
    }
    return b.toString();
  }

  /** Any bits, those of special values among them. */
  double floating() {
    return switch (random.nextInt(6)) {
      case 0 -> -0.0;
      case 1 -> Double.longBitsToDouble(0x7ff0000000000000L | random.nextLong()); // mostly a NaN
      case 2 -> Double.NEGATIVE_INFINITY;
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }
}
