package dev.cairn.benchmarks.abilities;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects that a copy may spoil. Each time an object is made it is the same; what is told of it
 * shows whether a copy is the same, too.
 */
enum Family {
  GROWN_MAP("a HashMap that grew and shrank: its capacity and order") {
    @Override
    Object make() {
      Map<Integer, String> map = new HashMap<>();
      for (int i = 0; i < 10_000; i++) {
        map.put(i * 127, "v" + i);
      }
      map.keySet().removeIf(k -> k % 254 != 0 || k > 40_000);
      return map;
    }

    @Override
    String tell(Object made) {
      Object table = field(HashMap.class, "table", made);
      return "capacity "
          + Array.getLength(table)
          + ", order "
          + ((Map<?, ?>) made).keySet().hashCode()
          + "/"
          + ((Map<?, ?>) made).keySet().toString().hashCode();
    }
  },

  IDENTITY_MAP("an IdentityHashMap and its keys") {
    @Override
    Object make() {
      IdentityHashMap<Object, Integer> map = new IdentityHashMap<>();
      Object[] all = {map, new String("key"), new String("key"), new String("key")};
      for (int i = 1; i < all.length; i++) {
        map.put(all[i], i);
      }
      return all;
    }

    @Override
    String tell(Object made) {
      Object[] all = (Object[]) made;
      Map<?, ?> map = (Map<?, ?>) all[0];
      return "found " + map.get(all[1]) + ", " + map.get(all[2]) + ", " + map.get(all[3]);
    }
  },

  IDENTITY_HASH("a HashMap keyed by identity hash") {
    @Override
    Object make() {
      Key key = new Key();
      Map<Key, String> map = new HashMap<>();
      map.put(key, "value");
      return new Object[] {map, key};
    }

    @Override
    String tell(Object made) {
      Object[] all = (Object[]) made;
      return "found " + ((Map<?, ?>) all[0]).get(all[1]);
    }
  },

  LAMBDA("a lambda with what it captured") {
    @Override
    Object make() {
      String captured = "captured " + hashCodeOf(3);
      return (Supplier<String> & Serializable) () -> captured;
    }

    @Override
    String tell(Object made) {
      return "" + ((Supplier<?>) made).get();
    }
  },

  PLAIN_LAMBDA("a lambda that is not Serializable") {
    @Override
    Object make() {
      String captured = "captured " + hashCodeOf(3);
      Supplier<String> lambda = () -> captured;
      return lambda;
    }

    @Override
    String tell(Object made) {
      return "" + ((Supplier<?>) made).get();
    }
  },

  THREAD_LOCAL("a ThreadLocal's value") {
    @Override
    Object make() {
      ThreadLocal<String> local = new ThreadLocal<>();
      local.set("mine");
      return new Object[] {local};
    }

    @Override
    String tell(Object made) {
      return "" + ((ThreadLocal<?>) ((Object[]) made)[0]).get();
    }
  },

  WEAK("a WeakReference to an object that is held elsewhere") {
    @Override
    Object make() {
      Key key = new Key();
      return new Object[] {new WeakReference<>(key), key};
    }

    @Override
    String tell(Object made) {
      Object[] all = (Object[]) made;
      Object referent = ((WeakReference<?>) all[0]).get();
      return referent == all[1]
          ? "the same object"
          : "another: " + (referent == null ? "null" : "a copy");
    }
  },

  FILE("an open file's position") {
    @Override
    Object make() {
      try {
        RandomAccessFile file =
            new RandomAccessFile(Path.of(System.getProperty("java.home"), "release").toFile(), "r");
        file.seek(5);
        return file;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    String tell(Object made) {
      try {
        return "at " + ((RandomAccessFile) made).getFilePointer();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },

  CACHED_INTEGER("an Integer of the cache, compared by ==") {
    @Override
    Object make() {
      return new Object[] {Integer.valueOf(7)};
    }

    @Override
    String tell(Object made) {
      return "== is " + (((Object[]) made)[0] == (Object) Integer.valueOf(7));
    }
  },

  RANDOM("a Random's exact state") {
    @Override
    Object make() {
      Random random = new Random(1);
      random.nextGaussian(); // which makes two, and keeps the other
      return random;
    }

    @Override
    String tell(Object made) {
      Random random = (Random) made;
      return random.nextGaussian() + ", " + random.nextLong();
    }
  },

  NO_CONSTRUCTOR("an object without a no-argument constructor") {
    @Override
    Object make() {
      return new Point(3, 4);
    }

    @Override
    String tell(Object made) {
      return made.toString();
    }
  },

  TRANSIENT("a transient field") {
    @Override
    Object make() {
      return new Cached(7);
    }

    @Override
    String tell(Object made) {
      return "" + ((Cached) made).computed;
    }
  },

  /** The last: an overflow of the stack may leave classes of the JVM unusable. */
  LONG_LIST("a list of 1M nodes, default stack") {
    @Override
    Object make() {
      Node list = new Node(null);
      for (int i = 1; i < 1_000_000; i++) {
        list = new Node(list);
      }
      return list;
    }

    @Override
    String tell(Object made) {
      int length = 0;
      for (Node n = (Node) made; n != null; n = n.next) {
        length++;
      }
      return length + " nodes";
    }
  };

  private final String title;

  Family(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** A new one, always alike. */
  abstract Object make();

  /** What shows whether it is as it was made. May change it. */
  abstract String tell(Object made);

  private static Object field(Class<?> of, String name, Object in) {
    try {
      Field field = of.getDeclaredField(name);
      field.setAccessible(true);
      return field.get(in);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(of + "." + name, e);
    }
  }

  /** A number that no compiler puts in place of the call. */
  private static int hashCodeOf(int i) {
    return Integer.toString(i).hashCode();
  }

  private static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  private static final class Node implements Serializable {
    private static final long serialVersionUID = 1L;

    final @Nullable Node next;

    Node(@Nullable Node next) {
      this.next = next;
    }
  }

  private static final class Point implements Serializable {
    private static final long serialVersionUID = 1L;

    final int x;
    final int y;

    Point(int x, int y) {
      this.x = x;
      this.y = y;
    }

    @Override
    public String toString() {
      return x + ", " + y;
    }
  }

  private static final class Cached implements Serializable {
    private static final long serialVersionUID = 1L;

    final transient int computed;

    Cached(int computed) {
      this.computed = computed;
    }
  }
}
