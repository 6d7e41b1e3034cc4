package dev.cairn.snapshot.random;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Makes the objects of a {@link RandomGraph}, over those that it has. */
@SuppressWarnings("JdkObsolete")
final class NewObjects {
  private final RandomGraph graph;
  private final Random random;
  private final List<Supplier<Object>> makers;

  NewObjects(RandomGraph graph) {
    this.graph = graph;
    this.random = graph.random;
    this.makers =
        List.of(
            this::primitives,
            this::link,
            this::link,
            () -> new Own.Pair(graph.any(), random.nextInt(), graph.any()),
            () -> graph.hash(new Own.Plain()),
            Own.Plain::new,
            () -> Own.Colour.values()[random.nextInt(3)],
            this::string,
            this::box,
            this::primitiveArray,
            this::array,
            this::array,
            this::list,
            this::list,
            this::queue,
            this::map,
            this::map,
            this::set,
            this::sorted,
            this::immutable,
            this::view,
            this::number,
            this::plainValue,
            this::reference,
            this::captured);
  }

  Object next() {
    return makers.get(random.nextInt(makers.size())).get();
  }

  private Object primitives() {
    Own.Primitives p =
        random.nextBoolean() ? new Own.Primitives() : new Own.More(random.nextLong(), graph.any());
    p.z = random.nextBoolean();
    p.b = (byte) random.nextInt();
    p.c = (char) random.nextInt();
    p.s = (short) random.nextInt();
    p.i = random.nextInt();
    p.j = random.nextLong();
    p.f = Float.intBitsToFloat(random.nextInt());
    p.d = graph.floating();
    return p;
  }

  private Object link() {
    Own.Link link = new Own.Link();
    link.any = graph.any();
    link.next = graph.any(Own.Link.class);
    link.more = graph.any(Object[].class);
    link.list = graph.any(List.class);
    return link;
  }

  private Object string() {
    String text = graph.text();
    return switch (random.nextInt(4)) {
      case 0 -> graph.asKey(text);
      case 1 -> graph.hash(new String(text));
      case 2 -> text.intern();
      default -> text;
    };
  }

  private Object box() {
    int n = random.nextInt(random.nextBoolean() ? 256 : 100_000) - 128; // in the caches, or not
    return switch (random.nextInt(8)) {
      case 0 -> graph.asKey((Object) n);
      case 1 -> (long) n;
      case 2 -> (short) n;
      case 3 -> (byte) n;
      case 4 -> (char) n;
      case 5 -> n < 0;
      case 6 -> Float.intBitsToFloat(random.nextInt());
      default -> graph.floating();
    };
  }

  private Object primitiveArray() {
    int n = random.nextInt(20);
    switch (random.nextInt(9)) {
      case 0:
        boolean[] z = new boolean[n];
        for (int i = 0; i < n; i++) {
          z[i] = random.nextBoolean();
        }
        return z;
      case 1:
        byte[] b = new byte[random.nextInt(3000)];
        random.nextBytes(b);
        return b;
      case 2:
        return graph.text().toCharArray();
      case 3:
        short[] s = new short[n];
        Arrays.fill(s, (short) random.nextInt());
        return s;
      case 4:
        return random.ints(n).toArray();
      case 5:
        return random.longs(n).toArray();
      case 6:
        float[] f = new float[n];
        for (int i = 0; i < n; i++) {
          f[i] = Float.intBitsToFloat(random.nextInt());
        }
        return f;
      case 7:
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
          d[i] = graph.floating();
        }
        return d;
      default:
        return new int[][] {random.ints(n).toArray(), null, graph.any(int[].class)};
    }
  }

  private Object array() {
    Object[] a =
        switch (random.nextInt(4)) {
          case 0 -> new Own.Link[random.nextInt(6)];
          case 1 -> new String[random.nextInt(6)];
          case 2 -> new Object[random.nextInt(6)][];
          default -> new Object[random.nextInt(20)];
        };
    for (int i = 0; i < a.length; i++) {
      a[i] = graph.any(a.getClass().getComponentType());
    }
    return a;
  }

  private Object list() {
    return filled(
        switch (random.nextInt(5)) {
          case 0 -> new LinkedList<>();
          case 1 -> new Vector<>(1 + random.nextInt(5), random.nextInt(4));
          case 2 -> new CopyOnWriteArrayList<>();
          case 3 -> new ArrayList<>(random.nextInt(40));
          default -> new ArrayList<>();
        });
  }

  private Object filled(Collection<Object> c) {
    for (int n = random.nextInt(20); n >= 0; n--) {
      c.add(graph.any());
    }
    return c;
  }

  private Object queue() {
    Collection<Object> q =
        switch (random.nextInt(5)) {
          case 0 -> new ArrayBlockingQueue<>(40);
          case 1 -> new LinkedBlockingQueue<>();
          case 2 -> new ConcurrentLinkedQueue<>();
          default -> new ArrayDeque<>(random.nextInt(20));
        };
    for (int n = random.nextInt(20); n > 0; n--) {
      q.add(graph.some());
    }
    return q;
  }

  private Object map() {
    Map<Object, Object> map =
        switch (random.nextInt(8)) {
          case 0 -> new LinkedHashMap<>(16, 0.75f, random.nextBoolean());
          case 1 -> new ConcurrentHashMap<>(random.nextInt(40));
          case 2 -> new Hashtable<>(1 + random.nextInt(40));
          case 3 -> new WeakHashMap<>(400); // releases grow it otherwise
          case 4 -> new HashMap<>(random.nextInt(200), 0.5f + random.nextInt(3));
          default -> new HashMap<>();
        };
    if (random.nextInt(5) == 0) {
      Map<Object, Object> byIdentity = new IdentityHashMap<>(random.nextInt(40));
      for (int n = random.nextInt(20); n > 0; n--) {
        byIdentity.put(graph.hashedKey(), graph.any());
      }
      return byIdentity;
    }
    for (int n = random.nextInt(random.nextInt(4) == 0 ? 120 : 12); n > 0; n--) {
      map.put(graph.key(), graph.some());
    }
    if (map instanceof HashMap) {
      map.put(graph.hashedKey(), null);
      map.put(Own.Colour.BLUE, graph.any());
    }
    return map;
  }

  private Object set() {
    Set<Object> set =
        switch (random.nextInt(4)) {
          case 0 -> new LinkedHashSet<>();
          case 1 -> ConcurrentHashMap.newKeySet();
          case 2 -> Collections.newSetFromMap(new HashMap<>());
          default -> new HashSet<>();
        };
    for (int n = random.nextInt(30); n > 0; n--) {
      set.add(graph.key());
    }
    return set;
  }

  private Object sorted() {
    Comparator<String> order =
        switch (random.nextInt(3)) {
          case 0 -> Comparator.reverseOrder();
          case 1 -> String.CASE_INSENSITIVE_ORDER;
          default -> null;
        };
    int n = random.nextInt(20);
    switch (random.nextInt(5)) {
      case 0:
        TreeSet<String> set = new TreeSet<>(order);
        for (int i = 0; i < n; i++) {
          set.add(graph.text());
        }
        return set;
      case 1:
        PriorityQueue<Integer> queue = new PriorityQueue<>();
        for (int i = 0; i < n; i++) {
          queue.add(random.nextInt(50));
        }
        return queue;
      case 2:
        EnumMap<Own.Colour, Object> byColour = new EnumMap<>(Own.Colour.class);
        byColour.put(Own.Colour.GREEN, graph.any());
        return byColour;
      case 3:
        return EnumSet.of(Own.Colour.RED, Own.Colour.values()[random.nextInt(3)]);
      default:
        TreeMap<String, Object> map = new TreeMap<>(order);
        for (int i = 0; i < n; i++) {
          map.put(graph.text(), graph.any());
        }
        return map;
    }
  }

  private Object immutable() {
    return switch (random.nextInt(8)) {
      case 0 -> List.of();
      case 1 -> List.of(graph.some());
      case 2 -> List.of(graph.some(), graph.some(), graph.some());
      case 3 -> Set.of(graph.text(), 1 + random.nextInt(9), 'x');
      case 4 -> Map.of("a", graph.some(), "b" + random.nextInt(9), graph.some(), 7, 'y');
      case 5 -> Optional.ofNullable(graph.any());
      case 6 -> new AbstractMap.SimpleEntry<>(graph.any(), graph.any());
      default -> Map.entry(graph.some(), graph.some());
    };
  }

  private Object view() {
    List<?> list = graph.any(List.class);
    Map<?, ?> map = graph.any(Map.class);
    Object[] array = graph.any(Object[].class);
    return switch (random.nextInt(9)) {
      case 0 -> map == null ? Collections.emptyMap() : Collections.unmodifiableMap(map);
      case 1 -> map == null ? Collections.emptySet() : map.keySet();
      case 2 -> map == null ? Collections.emptyList() : map.values();
      case 3 -> map == null ? Collections.emptyIterator() : map.entrySet();
      case 4 -> list == null ? Collections.emptyList() : Collections.unmodifiableList(list);
      case 5 ->
          list == null
              ? Collections.singletonList(graph.any())
              : Collections.synchronizedList(list);
      case 6 -> Collections.nCopies(random.nextInt(5), graph.any());
      case 7 ->
          list instanceof ArrayList<?> l && !l.isEmpty() ? l.subList(0, 1) : new ArrayList<>();
      default -> array == null ? Arrays.asList(graph.any(), 1) : Arrays.asList(array);
    };
  }

  private Object number() {
    return switch (random.nextInt(5)) {
      case 0 -> graph.asKey(new BigInteger(random.nextInt(200), random));
      case 1 -> BigInteger.valueOf(random.nextInt(40) - 20); // cached ones among them
      case 2 -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(9));
      case 3 -> new AtomicLong(random.nextLong());
      default -> new AtomicInteger(random.nextInt());
    };
  }

  private Object plainValue() {
    return switch (random.nextInt(9)) {
      case 0 -> new UUID(random.nextLong(), random.nextLong());
      case 1 -> Duration.ofNanos(random.nextLong());
      case 2 -> LocalDateTime.ofEpochSecond(random.nextInt(), 5, ZoneOffset.UTC);
      case 3 -> new Random(random.nextLong());
      case 4 -> new StringBuilder(400).append(graph.text()); // the same
      case 5 -> BitSet.valueOf(random.longs(random.nextInt(4)).toArray());
      case 6 -> ByteBuffer.allocate(random.nextInt(50)).slice();
      case 7 -> new ReentrantLock(random.nextBoolean());
      default -> new Own.Fault(graph.text(), graph.any(Throwable.class));
    };
  }

  /** What it refers to is held by the graph, too. */
  private Object reference() {
    return switch (random.nextInt(3)) {
      case 0 -> new WeakReference<>(graph.any());
      case 1 -> new SoftReference<>(graph.any());
      default -> new AtomicReference<>(graph.any());
    };
  }

  private Object captured() {
    Object o = graph.any();
    long n = random.nextLong();
    return (Supplier<Object>) () -> n + " " + o;
  }
}
