package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.CharArrayReader;
import java.io.IOException;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.SimpleDateFormat;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.Currency;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Properties;
import java.util.Random;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.StringJoiner;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntBinaryOperator;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** Graphs of many families. Each is built the same way in every JVM. */
@SuppressWarnings({"JdkObsolete", "BoxedPrimitiveEquality", "ReferenceEquality", "unchecked"})
public final class Corpus {
  private final List<Case> cases = new ArrayList<>();

  /** Application classes that the cases use: their statics are captured. */
  public static List<Class<?>> classes() {
    List<Class<?>> classes = new ArrayList<>(KeyCases.CLASSES);
    classes.addAll(HandleCases.CLASSES);
    classes.addAll(ClassValueCases.CLASSES);
    classes.addAll(
        List.of(
            Corpus.class,
            Colour.class,
            Point.class,
            Pair.class,
            Base.class,
            Derived.class,
            Shadow.class,
            MyList.class,
            MyException.class,
            Node.class,
            Holder.class,
            Greeter.class,
            Finalized.class,
            Counted.class,
            Answer.class,
            Colour.GREEN.getClass()));
    classes.addAll(FamilyCases.classes());
    classes.addAll(SecurityCases.classes());
    classes.addAll(TaskCases.classes());
    classes.addAll(ServiceCases.classes());
    classes.forEach(c -> init(c));
    return classes;
  }

  public enum Colour {
    RED,
    GREEN {
      @Override
      int weight() {
        return 7;
      }
    };

    int used;

    int weight() {
      return 1;
    }
  }

  public record Point(int x, double y, String name) {}

  public record Pair(Object a, Object b) {}

  public static class Base {
    byte b = -1;
    private short s = -2;
    protected char c = '\uffff';
    boolean z = true;

    public int base() {
      return s;
    }
  }

  public static final class Derived extends Base {
    private final long s = Long.MIN_VALUE;
    float f = Float.intBitsToFloat(0x7fa00001);
    double d = Double.longBitsToDouble(0x7ff4000000000001L);
    Derived self = this;

    long own() {
      return s;
    }
  }

  public static class Shadow extends Base {
    byte b = 5;
  }

  public static final class MyList extends ArrayList<String> {
    private static final long serialVersionUID = 1;
    final int more = 9;

    @Override
    public int hashCode() {
      throw new AssertionError("job code must not run");
    }

    @Override
    public boolean equals(Object o) {
      throw new AssertionError("job code must not run");
    }

    @Override
    public String toString() {
      throw new AssertionError("job code must not run");
    }
  }

  public static final class MyException extends RuntimeException {
    private static final long serialVersionUID = 1;
    final int code;

    MyException(int code, Throwable cause) {
      super("code " + code, cause);
      this.code = code;
    }
  }

  public static final class Node {
    Node next;
    int value;
  }

  public static final class Holder {
    Object first;
    Object second;
    Object[] more;

    Holder(Object first, Object second, Object... more) {
      this.first = first;
      this.second = second;
      this.more = more;
    }
  }

  public static final class Greeter {
    final String greeting;

    Greeter(String greeting) {
      this.greeting = greeting;
    }

    String greet(String name) {
      return greeting + ", " + name;
    }

    Function<String, String> privately() {
      return n -> secret() + n;
    }

    private String secret() {
      return greeting + "!";
    }
  }

  @SuppressWarnings({"removal", "deprecation", "Finalize"})
  public static final class Finalized {
    int v = 3;

    @Override
    protected void finalize() {}
  }

  private static void init(Class<?> c) {
    try {
      Class.forName(c.getName(), true, c.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private <T> void add(String name, Supplier<T> make, Consumer<T> check) {
    cases.add(Case.of(name, make, check));
  }

  private <T> void equal(String name, Supplier<T> make) {
    add(name, make, o -> assertThat(o).isEqualTo(make.get()));
  }

  /** A JVM of another release refuses it. */
  private void lastIsOfOneRelease() {
    int last = cases.size() - 1;
    cases.set(last, cases.get(last).ofOneRelease());
  }

  private Corpus() {}

  /** All cases, in the same order in every JVM. */
  public static List<Case> cases() {
    Corpus c = new Corpus();
    c.plain();
    c.identity();
    c.collections();
    c.concurrent();
    c.iterators();
    c.values();
    c.lambdas();
    c.reflection();
    c.buffers();
    c.throwables();
    c.cases.addAll(KeyCases.cases());
    c.cases.addAll(FamilyCases.cases());
    c.cases.addAll(SecurityCases.cases());
    c.cases.addAll(TaskCases.cases());
    c.cases.addAll(HandOverCases.cases());
    c.cases.addAll(OtherFormCases.cases());
    c.cases.addAll(ServiceCases.cases());
    c.cases.addAll(HandleCases.cases());
    c.cases.addAll(ClassValueCases.cases());
    c.cases.addAll(IteratorCases.cases());
    c.cases.addAll(ShapeCases.cases());
    return List.copyOf(c.cases);
  }

  private void plain() {
    equal("string", () -> "plain");
    equal("string utf16", () -> "p\u00e9\u20ac\ud800lone\udc00");
    equal("string empty", () -> new String(new char[0]));
    equal("boxed", () -> List.of(1, 2L, (short) 3, (byte) 4, 'c', 1.5f, 2.5, true));
    add(
        "boxed cached",
        () -> new Holder(5, 1000, 'x', true, (byte) 3, -128L),
        (Holder h) -> {
          assertThat(h.first == (Object) 5).isTrue();
          assertThat(h.second == (Object) 1000).isFalse();
          assertThat(h.more[0] == (Object) 'x').isTrue();
          assertThat(h.more[1] == (Object) true).isTrue();
          assertThat(h.more[2] == (Object) (byte) 3).isTrue();
          assertThat(h.more[3] == (Object) (-128L)).isTrue();
        });
    add(
        "literals",
        () ->
            new Holder("a literal", new String("a literal"), ("a " + "dynamic" + seed()).intern()),
        (Holder h) -> {
          assertThat(h.first == "a literal").isTrue();
          assertThat(h.second == "a literal").isFalse();
          assertThat(h.more[0] == ((String) h.more[0]).intern()).isTrue();
        });
    add(
        "primitive arrays",
        () ->
            new Object[] {
              new boolean[] {true, false},
              new byte[] {1, -1},
              new char[] {'a', '\uffff'},
              new short[] {1, Short.MIN_VALUE},
              new int[] {1, Integer.MIN_VALUE},
              new long[] {1, Long.MIN_VALUE},
              new float[] {1, Float.NaN, -0f},
              new double[] {1, Double.MIN_VALUE, -0.0},
              new int[0],
              new int[2][3],
              new String[][] {{"x"}, null}
            },
        (Object[] a) -> {
          assertThat(a[0]).isEqualTo(new boolean[] {true, false});
          assertThat(a[3]).isEqualTo(new short[] {1, Short.MIN_VALUE});
          assertThat(a[5]).isEqualTo(new long[] {1, Long.MIN_VALUE});
          assertThat(a[9]).isEqualTo(new int[2][3]);
          assertThat(a[10]).isEqualTo(new String[][] {{"x"}, null});
        });
    add(
        "large array",
        () -> {
          long[] a = new long[500_000];
          Arrays.setAll(a, i -> i * step());
          return new Object[] {new byte[3], a};
        },
        (Object[] a) -> assertThat(((long[]) a[1])[499_999]).isEqualTo(499_999 * step()));
    add(
        "fields",
        Derived::new,
        (Derived d) -> {
          assertThat(d.own()).isEqualTo(Long.MIN_VALUE);
          assertThat(d.base()).isEqualTo(-2);
          assertThat(d.c).isEqualTo('\uffff');
          assertThat(d.self).isSameAs(d);
        });
    add(
        "shadowed field",
        Shadow::new,
        (Shadow s) -> assertThat(new int[] {s.b, ((Base) s).b}).containsExactly(5, -1));
    equal("record", () -> new Point(1, 2.5, "p"));
    add(
        "aliases",
        () -> {
          int[] shared = {1};
          return new Holder(shared, shared, shared);
        },
        (Holder h) -> assertThat(h.first == h.second && h.second == h.more[0]).isTrue());
    add(
        "long list",
        () -> {
          Node head = null;
          for (int i = 0; i < 300_000; i++) {
            Node n = new Node();
            n.next = head;
            n.value = i;
            head = n;
          }
          return head;
        },
        (Node n) -> {
          int count = 0;
          for (Node k = n; k != null; k = k.next) {
            assertThat(k.value).isEqualTo(299_999 - count++);
          }
          assertThat(count).isEqualTo(300_000);
        });
    add("finalizer", Finalized::new, (Finalized f) -> assertThat(f.v).isEqualTo(3));
    add(
        "streams and loaders",
        () ->
            new Holder(
                System.out,
                ClassLoader.getSystemClassLoader(),
                System.err,
                System.in,
                ClassLoader.getPlatformClassLoader(),
                Thread.currentThread(),
                Runtime.getRuntime()),
        (Holder h) -> {
          assertThat(h.first == System.out).isTrue();
          assertThat(h.second == ClassLoader.getSystemClassLoader()).isTrue();
          assertThat(h.more[3] == Thread.currentThread()).isTrue();
          assertThat(h.more[4] == Runtime.getRuntime()).isTrue();
        });
  }

  private void identity() {
    add(
        "hash code of an object",
        () -> {
          Object o = new Object();
          return new Holder(o, System.identityHashCode(o));
        },
        (Holder h) -> assertThat(System.identityHashCode(h.first)).isEqualTo(h.second));
    add(
        "map keyed by objects",
        () -> {
          List<Object> keys = new ArrayList<>();
          Map<Object, Integer> map = new HashMap<>();
          for (int i = 0; i < 1000; i++) {
            keys.add(new Object());
            map.put(keys.get(i), i);
          }
          return new Holder(keys, map);
        },
        (Holder h) -> {
          List<Object> keys = (List<Object>) h.first;
          for (int i = 0; i < 1000; i++) {
            assertThat(((Map<Object, Integer>) h.second).get(keys.get(i))).isEqualTo(i);
          }
        });
    add(
        "identity map",
        () -> {
          Map<Object, String> map = new IdentityHashMap<>();
          String a = new String("same");
          String b = new String("same");
          map.put(a, "a");
          map.put(b, "b");
          map.put(null, "n");
          return new Holder(map, a, b);
        },
        (Holder h) -> {
          Map<Object, String> map = (Map<Object, String>) h.first;
          assertThat(map.get(h.second)).isEqualTo("a");
          assertThat(map.get(h.more[0])).isEqualTo("b");
          assertThat(map.get(null)).isEqualTo("n");
        });
    add(
        "map keyed by enums",
        () -> new HashMap<>(Map.of(Colour.RED, 1, Colour.GREEN, 2)),
        (Map<Colour, Integer> m) -> {
          assertThat(m.get(Colour.RED)).isEqualTo(1);
          assertThat(m.get(Colour.GREEN)).isEqualTo(2);
        });
    add(
        "map keyed by JDK enums",
        () -> new HashMap<>(Map.of(TimeUnit.DAYS, 1, DayOfWeek.MONDAY, 2)),
        (Map<Object, Integer> m) -> {
          assertThat(m.get(TimeUnit.DAYS)).isEqualTo(1);
          assertThat(m.get(DayOfWeek.MONDAY)).isEqualTo(2);
        });
    for (Supplier<Map<Class<?>, String>> s :
        List.<Supplier<Map<Class<?>, String>>>of(
            HashMap::new,
            LinkedHashMap::new,
            ConcurrentHashMap::new,
            Hashtable::new,
            IdentityHashMap::new)) {
      add(
          "keyed by classes " + s.get().getClass().getSimpleName(),
          () -> {
            Map<Class<?>, String> m = s.get();
            for (Class<?> c : KEYS) {
              m.put(c, c.getName());
            }
            return m;
          },
          (Map<Class<?>, String> m) -> {
            for (Class<?> c : KEYS) {
              assertThat(m.get(c)).isEqualTo(c.getName());
            }
            assertThat(m.remove(String.class)).isEqualTo("java.lang.String");
            assertThat(m.get(String.class)).isNull();
            assertThat(m).hasSize(KEYS.size() - 1);
          });
    }
    add(
        "enum with state",
        () -> {
          Colour.RED.used = 17;
          return new Holder(
              Colour.RED, EnumSet.allOf(Colour.class), new EnumMap<>(Map.of(Colour.GREEN, "g")));
        },
        (Holder h) -> {
          assertThat(h.first == Colour.RED).isTrue();
          assertThat(Colour.RED.used).isEqualTo(17);
          assertThat(Colour.valueOf("GREEN").weight()).isEqualTo(7);
          assertThat(((EnumMap<Colour, String>) h.more[0]).get(Colour.GREEN)).isEqualTo("g");
          assertThat(((Set<Colour>) h.second)).containsExactly(Colour.RED, Colour.GREEN);
        });
    add(
        "classes",
        () ->
            new Class<?>[] {
              int.class,
              String.class,
              Point.class,
              int[].class,
              Point[][].class,
              void.class,
              java.sql.Types.class
            },
        (Class<?>[] c) ->
            assertThat(c)
                .containsExactly(
                    int.class,
                    String.class,
                    Point.class,
                    int[].class,
                    Point[][].class,
                    void.class,
                    java.sql.Types.class));
  }

  static final List<Class<?>> KEYS =
      List.of(
          String.class,
          Integer.class,
          Object.class,
          List.class,
          int.class,
          Map.class,
          Class.class,
          Point.class,
          Colour.class,
          Boolean.class,
          Long.class,
          Thread.class,
          ArrayList.class,
          HashMap.class,
          Set.class,
          Number.class,
          long[].class,
          Throwable.class);

  private void collections() {
    equal("ArrayList", () -> new ArrayList<>(List.of(1, 2, 3)));
    equal("ArrayList empty", ArrayList::new);
    equal("LinkedList", () -> new LinkedList<>(List.of(1, 2, 3)));
    equal("Vector", () -> new Vector<>(List.of(1, 2)));
    equal("Arrays.asList", () -> Arrays.asList("a", "b"));
    equal("List.of 0", List::of);
    equal("List.of 1", () -> List.of("x"));
    equal("List.of 2", () -> List.of("x", "y"));
    equal("List.of 5", () -> List.of(1, 2, 3, 4, 5));
    equal("Set.of 1", () -> Set.of("x"));
    add(
        "Set.of order",
        () -> {
          Set<String> set = Set.of(many());
          return new Holder(set, new ArrayList<>(set));
        },
        (Holder h) -> {
          assertThat(new ArrayList<>((Set<String>) h.first)).isEqualTo(h.second);
          assertThat(new ArrayList<>(Set.of(many()))).isEqualTo(h.second);
        });
    equal("Map.of", () -> Map.of("a", 1, "b", 2, "c", 3));
    equal("Map.of 1", () -> Map.of("a", 1));
    add(
        "HashSet removes",
        () -> new HashSet<>(List.of("a", "b")),
        (Set<String> s) -> {
          assertThat(s.remove("a")).isTrue();
          assertThat(s.add("b")).isFalse();
          assertThat(s).containsExactly("b");
        });
    add(
        "HashMap shrunk",
        () -> {
          Map<Integer, Integer> m = new HashMap<>();
          for (int i = 0; i < 5000; i++) {
            m.put(i * 7919, i);
          }
          m.keySet().removeIf(k -> k % 3 != 0);
          return new Holder(m, new ArrayList<>(m.keySet()));
        },
        (Holder h) ->
            assertThat(new ArrayList<>(((Map<Integer, Integer>) h.first).keySet()))
                .isEqualTo(h.second));
    add(
        "HashMap with tree bins",
        () -> {
          Map<String, Integer> m = new HashMap<>();
          for (int i = 0; i < 4096; i++) { // all of one hash code
            StringBuilder s = new StringBuilder();
            for (int b = 0; b < 12; b++) {
              s.append((i >> b & 1) == 0 ? "Aa" : "BB");
            }
            m.put(s.toString(), i);
          }
          return m;
        },
        (Map<String, Integer> m) -> {
          assertThat(m).hasSize(4096);
          assertThat(m.get("Aa".repeat(12))).isEqualTo(0);
          assertThat(m.remove("BB".repeat(12))).isEqualTo(4095);
        });
    equal("LinkedHashMap", () -> new LinkedHashMap<>(Map.of("z", 1)));
    add(
        "LinkedHashMap by access",
        () -> {
          Map<String, Integer> m = new LinkedHashMap<>(16, 0.75f, true);
          m.put("a", 1);
          m.put("b", 2);
          m.get("a");
          return m;
        },
        (Map<String, Integer> m) -> assertThat(m.keySet()).containsExactly("b", "a"));
    equal("LinkedHashSet", () -> new LinkedHashSet<>(List.of("z", "a")));
    equal("TreeMap", () -> new TreeMap<>(Map.of("z", 1, "a", 2)));
    equal(
        "TreeMap reversed",
        () -> {
          TreeMap<String, Integer> m = new TreeMap<>(Comparator.reverseOrder());
          m.put("a", 1);
          m.put("b", 2);
          return m;
        });
    equal("TreeSet", () -> new TreeSet<>(List.of(3, 1, 2)));
    add(
        "TreeMap views",
        () -> new TreeMap<>(Map.of(1, 1, 2, 2, 3, 3)).headMap(3),
        (Map<Integer, Integer> m) -> assertThat(m.keySet()).containsExactly(1, 2));
    add(
        "ArrayDeque",
        () -> new ArrayDeque<>(List.of(1, 2, 3)),
        (ArrayDeque<Integer> d) -> assertThat(d).containsExactly(1, 2, 3));
    add(
        "PriorityQueue",
        () -> new PriorityQueue<>(List.of(3, 1, 2)),
        (PriorityQueue<Integer> q) -> assertThat(q.poll()).isEqualTo(1));
    equal(
        "Properties",
        () -> {
          Properties p = new Properties();
          p.setProperty("a", "b");
          return p;
        });
    equal("Hashtable", () -> new Hashtable<>(Map.of("a", 1, "b", 2)));
    equal("BitSet", () -> BitSet.valueOf(new long[] {5, 9}));
    equal(
        "Collections",
        () ->
            List.of(
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                Collections.synchronizedList(new ArrayList<>(List.of(1))),
                Collections.emptyList(),
                Collections.singletonList(4),
                Collections.nCopies(3, "x")));
    add(
        "empty singletons",
        () -> new Holder(Collections.EMPTY_LIST, Optional.empty(), Collections.emptyMap()),
        (Holder h) -> {
          assertThat(h.first == Collections.EMPTY_LIST).isTrue();
          assertThat(h.second == Optional.empty()).isTrue();
        });
    add(
        "subclass of ArrayList",
        () -> {
          MyList l = new MyList();
          l.add("x");
          return l;
        },
        (MyList l) -> {
          assertThat(l.get(0)).isEqualTo("x");
          assertThat(l.more).isEqualTo(9);
        });
    add(
        "WeakHashMap",
        () -> {
          Map<Object, String> m = new WeakHashMap<>();
          String k = new String("key");
          m.put(k, "v");
          return new Holder(m, k);
        },
        (Holder h) -> assertThat(((Map<Object, String>) h.first).get(h.second)).isEqualTo("v"));
  }

  private void concurrent() {
    equal("ConcurrentHashMap", () -> new ConcurrentHashMap<>(Map.of("a", 1, "b", 2)));
    equal("ConcurrentSkipListMap", () -> new ConcurrentSkipListMap<>(Map.of("a", 1, "b", 2)));
    equal("CopyOnWriteArrayList empty", () -> List.of(new CopyOnWriteArrayList<>()));
    equal("CopyOnWriteArrayList", () -> new CopyOnWriteArrayList<>(List.of(1, 2)));
    add(
        "queues",
        () ->
            new Holder(
                new LinkedBlockingQueue<>(List.of(1, 2)),
                new ConcurrentLinkedQueue<>(List.of(3)),
                new ArrayBlockingQueue<>(3, false, List.of(4))),
        (Holder h) -> {
          assertThat(((LinkedBlockingQueue<Integer>) h.first).poll()).isEqualTo(1);
          assertThat(((ConcurrentLinkedQueue<Integer>) h.second).poll()).isEqualTo(3);
          assertThat(((ArrayBlockingQueue<Integer>) h.more[0]).offer(5)).isTrue();
        });
    add(
        "atomics",
        () -> {
          LongAdder adder = new LongAdder();
          adder.add(9);
          return new Holder(
              new AtomicInteger(1), new AtomicLong(2), new AtomicReference<>("r"), adder);
        },
        (Holder h) -> {
          assertThat(((AtomicInteger) h.first).incrementAndGet()).isEqualTo(2);
          assertThat(((AtomicLong) h.second).get()).isEqualTo(2);
          assertThat(((LongAdder) h.more[1]).sum()).isEqualTo(9);
        });
    add(
        "lock held",
        () -> {
          ReentrantLock l = new ReentrantLock();
          l.lock();
          l.lock();
          return l;
        },
        (ReentrantLock l) -> {
          assertThat(l.isHeldByCurrentThread()).isTrue();
          assertThat(l.getHoldCount()).isEqualTo(2);
          l.unlock();
          l.unlock();
          assertThat(l.isLocked()).isFalse();
        });
    add(
        "lock with a condition",
        () -> {
          ReentrantLock l = new ReentrantLock(true);
          return new Holder(l, l.newCondition());
        },
        (Holder h) -> assertThat(((ReentrantLock) h.first).tryLock()).isTrue());
    add(
        "semaphore and latch",
        () -> new Holder(new Semaphore(3), new CountDownLatch(2)),
        (Holder h) -> {
          assertThat(((Semaphore) h.first).availablePermits()).isEqualTo(3);
          assertThat(((CountDownLatch) h.second).getCount()).isEqualTo(2);
        });
    add(
        "thread locals",
        () -> {
          ThreadLocal<String> set = new ThreadLocal<>();
          set.set("mine");
          ThreadLocal<String> unset = ThreadLocal.withInitial(() -> "initial");
          InheritableThreadLocal<String> inherited = new InheritableThreadLocal<>();
          inherited.set("down");
          ThreadLocal<String> nulled = new ThreadLocal<>();
          nulled.set(null);
          return new Holder(set, unset, inherited, nulled);
        },
        (Holder h) -> {
          assertThat(((ThreadLocal<String>) h.first).get()).isEqualTo("mine");
          assertThat(((ThreadLocal<String>) h.second).get()).isEqualTo("initial");
          assertThat(((ThreadLocal<String>) h.more[0]).get()).isEqualTo("down");
          assertThat(((ThreadLocal<String>) h.more[1]).get()).isNull();
        });
    add(
        "read-write lock",
        () -> {
          ReentrantReadWriteLock l = new ReentrantReadWriteLock();
          l.readLock().lock();
          return l;
        },
        (ReentrantReadWriteLock l) -> {
          assertThat(l.getReadHoldCount()).isEqualTo(1);
          l.readLock().unlock();
          assertThat(l.getReadLockCount()).isEqualTo(0);
        });
    add(
        "read-write locks that are held by the writer, and free",
        () -> {
          ReentrantReadWriteLock held = new ReentrantReadWriteLock(true);
          for (int i = 0; i < 3; i++) {
            held.writeLock().lock();
          }
          held.readLock().lock();
          ReentrantReadWriteLock free = new ReentrantReadWriteLock();
          free.readLock().lock();
          free.readLock().unlock();
          return new Holder(held, held.readLock(), free, afterOthersWaited());
        },
        (Holder h) -> {
          ReentrantReadWriteLock held = (ReentrantReadWriteLock) h.first;
          assertThat(held.isFair()).isTrue();
          assertThat(held.getWriteHoldCount()).isEqualTo(3);
          assertThat(held.getReadHoldCount()).isEqualTo(1);
          assertThat(held.isWriteLockedByCurrentThread()).isTrue();
          assertThat(held.readLock() == h.second).isTrue();
          for (int i = 0; i < 3; i++) {
            held.writeLock().unlock();
          }
          assertThat(held.isWriteLocked()).isFalse();
          assertThat(held.writeLock().tryLock()).isFalse(); // a reader still holds it
          held.readLock().unlock();
          for (ReentrantReadWriteLock free :
              List.of((ReentrantReadWriteLock) h.more[0], (ReentrantReadWriteLock) h.more[1])) {
            assertThat(free.getReadLockCount()).isZero();
            assertThat(free.writeLock().tryLock()).isTrue();
            assertThat(byAnother(() -> free.readLock().tryLock())).isFalse();
            free.writeLock().unlock();
            assertThat(byAnother(() -> free.readLock().tryLock())).isTrue();
          }
        });
    add(
        "condition of a read-write lock",
        () -> {
          ReentrantReadWriteLock l = new ReentrantReadWriteLock();
          return new Holder(l, l.writeLock().newCondition());
        },
        (Holder h) -> {
          ReentrantReadWriteLock l = (ReentrantReadWriteLock) h.first;
          Condition c = (Condition) h.second;
          assertThat(failsUnheld(c)).isTrue();
          l.writeLock().lock();
          c.signalAll();
          assertThat(l.hasWaiters(c)).isFalse();
          l.writeLock().unlock();
        });
    lastIsOfOneRelease();
  }

  /** A lock that another thread had to wait for, and gave back. */
  private static ReentrantReadWriteLock afterOthersWaited() {
    ReentrantReadWriteLock l = new ReentrantReadWriteLock();
    l.writeLock().lock();
    Thread other =
        new Thread(
            () -> {
              l.readLock().lock();
              l.readLock().unlock();
            });
    other.start();
    while (!l.hasQueuedThread(other)) {
      Thread.onSpinWait();
    }
    l.writeLock().unlock();
    join(other);
    return l;
  }

  private static boolean failsUnheld(Condition c) {
    try {
      c.signal();
      return false;
    } catch (IllegalMonitorStateException e) {
      return true;
    }
  }

  private static boolean byAnother(Supplier<Boolean> asked) {
    boolean[] answer = new boolean[1];
    Thread other = new Thread(() -> answer[0] = asked.get());
    other.start();
    join(other);
    return answer[0];
  }

  private static void join(Thread t) {
    try {
      t.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void iterators() {
    add(
        "ArrayList iterator",
        () -> {
          List<Integer> l = new ArrayList<>(List.of(1, 2, 3));
          Iterator<Integer> i = l.iterator();
          i.next();
          return new Holder(l, i);
        },
        (Holder h) -> {
          assertThat(((Iterator<Integer>) h.second).next()).isEqualTo(2);
          ((List<Integer>) h.first).add(4);
          assertThat(failsFast((Iterator<Integer>) h.second)).isTrue();
        });
    for (Supplier<Map<String, Integer>> s :
        List.<Supplier<Map<String, Integer>>>of(
            HashMap::new,
            LinkedHashMap::new,
            TreeMap::new,
            ConcurrentHashMap::new,
            Hashtable::new)) {
      add(
          "iterator of " + s.get().getClass().getSimpleName(),
          () -> {
            Map<String, Integer> m = s.get();
            for (int i = 0; i < 20; i++) {
              m.put("k" + i, i);
            }
            List<String> order = new ArrayList<>(m.keySet());
            Iterator<String> keys = m.keySet().iterator();
            Iterator<Map.Entry<String, Integer>> entries = m.entrySet().iterator();
            for (int i = 0; i < 7; i++) {
              keys.next();
              entries.next();
            }
            return new Holder(keys, entries, order);
          },
          (Holder h) -> {
            List<String> order = (List<String>) h.more[0];
            for (int i = 7; i < 20; i++) {
              assertThat(((Iterator<String>) h.first).next()).isEqualTo(order.get(i));
              assertThat(((Iterator<Map.Entry<String, Integer>>) h.second).next().getKey())
                  .isEqualTo(order.get(i));
            }
            assertThat(((Iterator<String>) h.first).hasNext()).isFalse();
          });
    }
    add(
        "ArrayDeque iterator",
        () -> {
          Iterator<Integer> i = new ArrayDeque<>(List.of(1, 2, 3)).iterator();
          i.next();
          return i;
        },
        (Iterator<Integer> i) -> assertThat(i.next()).isEqualTo(2));
    add(
        "List.of iterator",
        () -> {
          Iterator<Integer> i = List.of(1, 2, 3).iterator();
          i.next();
          return i;
        },
        (Iterator<Integer> i) -> assertThat(i.next()).isEqualTo(2));
  }

  /** So many that two JVMs hardly ever give them the same order by chance. */
  private static String[] many() {
    String[] many = new String[1000];
    Arrays.setAll(many, i -> "s" + i);
    return many;
  }

  private static int seed() {
    return 77;
  }

  private static long step() {
    return 0x9e3779b97f4a7c15L;
  }

  private static boolean failsFast(Iterator<?> i) {
    try {
      i.next();
      return false;
    } catch (ConcurrentModificationException e) {
      return true;
    }
  }

  private void values() {
    add(
        "Random after an odd gaussian",
        () -> {
          Random r = new Random(42);
          r.nextGaussian();
          return r;
        },
        (Random r) -> {
          Random same = new Random(42);
          same.nextGaussian();
          assertThat(r.nextGaussian()).isEqualTo(same.nextGaussian());
          assertThat(r.nextInt()).isEqualTo(same.nextInt());
        });
    add(
        "SplittableRandom",
        () -> {
          SplittableRandom r = new SplittableRandom(7);
          r.nextInt();
          return r;
        },
        (SplittableRandom r) -> {
          SplittableRandom same = new SplittableRandom(7);
          same.nextInt();
          assertThat(r.nextLong()).isEqualTo(same.nextLong());
        });
    equal("BigInteger", () -> new BigInteger("123456789012345678901234567890"));
    equal("BigDecimal", () -> new BigDecimal("1.50"));
    equal("UUID", () -> new UUID(1, 2));
    equal("LocalDate", () -> LocalDate.of(2024, 2, 29));
    equal("LocalDateTime", () -> LocalDateTime.of(2024, 2, 29, 1, 2, 3));
    equal("Instant", () -> Instant.ofEpochSecond(1, 2));
    equal("Duration", () -> Duration.ofMillis(1234));
    equal(
        "ZonedDateTime", () -> ZonedDateTime.of(2024, 7, 1, 1, 2, 3, 4, ZoneId.of("Europe/Paris")));
    equal(
        "Calendar",
        () -> {
          GregorianCalendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
          c.setTimeInMillis(1234567890123L);
          c.get(1);
          return c;
        });
    add(
        "DecimalFormat",
        () -> new DecimalFormat("#,##0.00", new java.text.DecimalFormatSymbols(Locale.US)),
        (DecimalFormat f) -> assertThat(f.format(1234.5)).isEqualTo("1,234.50"));
    add(
        "SimpleDateFormat",
        () -> {
          SimpleDateFormat f = new SimpleDateFormat("yyyy-MM-dd HH:mm", Locale.US);
          f.setTimeZone(TimeZone.getTimeZone("UTC"));
          return f;
        },
        (SimpleDateFormat f) ->
            assertThat(f.format(new java.util.Date(0))).isEqualTo("1970-01-01 00:00"));
    add(
        "Pattern and Matcher",
        () -> {
          Pattern p = Pattern.compile("(a+)(\\d)", Pattern.CASE_INSENSITIVE);
          Matcher m = p.matcher("xxAA1yyaaa2");
          m.find();
          return new Holder(p, m);
        },
        (Holder h) -> {
          Matcher m = (Matcher) h.second;
          assertThat(m.group(1)).isEqualTo("AA");
          assertThat(m.pattern() == h.first).isTrue();
          assertThat(m.find()).isTrue();
          assertThat(m.group()).isEqualTo("aaa2");
        });
    add(
        "Locale, Charset, Currency, TimeUnit",
        () ->
            new Holder(
                Locale.GERMANY,
                StandardCharsets.UTF_8,
                Currency.getInstance("EUR"),
                Locale.forLanguageTag("pt-BR"),
                TimeUnit.HOURS,
                java.nio.charset.Charset.forName("windows-1252"),
                ByteOrder.BIG_ENDIAN),
        (Holder h) -> {
          assertThat(h.first == Locale.GERMANY).isTrue();
          assertThat(h.second == StandardCharsets.UTF_8).isTrue();
          assertThat(h.more[0] == Currency.getInstance("EUR")).isTrue();
          assertThat(h.more[2] == TimeUnit.HOURS).isTrue();
          assertThat(h.more[4] == ByteOrder.BIG_ENDIAN).isTrue();
        });
    add(
        "StringBuilder",
        () -> new StringBuilder("a\u20ac").append(1),
        (StringBuilder s) -> assertThat(s.append("x").toString()).isEqualTo("a\u20ac1x"));
    add(
        "builders of Latin-1 text",
        () -> {
          java.io.StringWriter writer = new java.io.StringWriter();
          writer.write("caf\u00e9");
          return new Holder(
              new StringBuilder(40).append("several \u00ff"),
              new StringBuffer("synchronised"),
              writer,
              new StringBuilder(0),
              new StringBuilder("trimmed").deleteCharAt(0));
        },
        (Holder h) -> {
          StringBuilder s = (StringBuilder) h.first;
          assertThat(s.capacity()).isEqualTo(40);
          assertThat(s.toString()).isEqualTo("several \u00ff");
          assertThat(s.append("\u20ac").reverse().toString()).isEqualTo("\u20ac\u00ff lareves");
          assertThat(((StringBuffer) h.second).insert(0, "un").toString())
              .isEqualTo("unsynchronised");
          ((java.io.StringWriter) h.more[0]).write("s");
          assertThat(h.more[0].toString()).isEqualTo("caf\u00e9s");
          assertThat(((StringBuilder) h.more[1]).append("new").toString()).isEqualTo("new");
          assertThat(((StringBuilder) h.more[2]).compareTo(new StringBuilder("rimmed"))).isZero();
        });
    add(
        "StringJoiner",
        () -> new StringJoiner(",", "[", "]").add("a"),
        (StringJoiner s) -> assertThat(s.add("b").toString()).isEqualTo("[a,b]"));
    add(
        "CRC32",
        () -> {
          CRC32 c = new CRC32();
          c.update(new byte[] {1, 2, 3});
          return c;
        },
        (CRC32 c) -> {
          CRC32 same = new CRC32();
          same.update(new byte[] {1, 2, 3, 4});
          c.update(4);
          assertThat(c.getValue()).isEqualTo(same.getValue());
        });
    add(
        "byte array streams",
        () -> {
          java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
          out.writeBytes(new byte[] {1, 2});
          java.io.ByteArrayInputStream in = new java.io.ByteArrayInputStream(new byte[] {7, 8});
          in.read();
          java.io.StringWriter text = new java.io.StringWriter();
          java.io.PrintWriter printer = new java.io.PrintWriter(text);
          printer.print("x");
          return new Holder(out, in, text, printer);
        },
        (Holder h) -> {
          assertThat(((java.io.ByteArrayOutputStream) h.first).toByteArray()).containsExactly(1, 2);
          assertThat(((java.io.ByteArrayInputStream) h.second).read()).isEqualTo(8);
          ((java.io.PrintWriter) h.more[1]).print("y");
          ((java.io.PrintWriter) h.more[1]).flush();
          assertThat(h.more[0].toString()).isEqualTo("xy");
        });
    add(
        "scanner",
        () -> {
          char[] text = "12 3,500 word\nnext line\nlast 7".toCharArray();
          Scanner in = new Scanner(new CharArrayReader(text)).useLocale(Locale.ROOT);
          assertThat(in.nextInt()).isEqualTo(12);
          assertThat(in.hasNextInt()).isTrue();
          return in;
        },
        (Scanner in) -> {
          assertThat(in.nextInt()).isEqualTo(3500);
          assertThat(in.next()).isEqualTo("word");
          assertThat(in.nextLine()).isEmpty();
          assertThat(in.hasNextLine()).isTrue();
          assertThat(in.nextLine()).isEqualTo("next line");
          assertThat(in.findInLine("la(.)t")).isEqualTo("last");
          assertThat(in.nextLong()).isEqualTo(7);
          assertThat(in.hasNext()).isFalse();
        });
    add(
        "print stream into memory",
        () -> {
          java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
          java.io.PrintStream printer = new java.io.PrintStream(out, false, StandardCharsets.UTF_8);
          printer.print("\u20ac");
          return new Holder(out, printer);
        },
        (Holder h) -> {
          ((java.io.PrintStream) h.second).print("z");
          ((java.io.PrintStream) h.second).flush();
          assertThat(((java.io.ByteArrayOutputStream) h.first).toString(StandardCharsets.UTF_8))
              .isEqualTo("\u20acz");
        });
  }

  private void lambdas() {
    int captured = seed();
    String text = "t" + captured;
    add(
        "capturing lambda",
        () -> (Function<Integer, String>) i -> text + (i + 1),
        (Function<Integer, String> f) -> assertThat(f.apply(1)).isEqualTo(text + 2));
    add(
        "lambda of primitives",
        () -> (IntBinaryOperator) (a, b) -> a * b + captured,
        (IntBinaryOperator f) -> assertThat(f.applyAsInt(3, 4)).isEqualTo(12 + captured));
    add(
        "unbound method reference",
        () -> (ToIntFunction<String>) String::length,
        (ToIntFunction<String> f) -> assertThat(f.applyAsInt("abc")).isEqualTo(3));
    add(
        "bound method reference",
        () -> (UnaryOperator<String>) new Greeter("hi")::greet,
        (UnaryOperator<String> f) -> assertThat(f.apply("you")).isEqualTo("hi, you"));
    add(
        "private method in a lambda",
        () -> new Greeter("hi").privately(),
        (Function<String, String> f) -> assertThat(f.apply("you")).isEqualTo("hi!you"));
    add(
        "constructor reference",
        () -> (Function<String, Greeter>) Greeter::new,
        (Function<String, Greeter> f) -> assertThat(f.apply("x").greeting).isEqualTo("x"));
    add(
        "array constructor reference",
        () -> (Function<Integer, String[]>) String[]::new,
        (Function<Integer, String[]> f) -> assertThat(f.apply(2)).hasSize(2));
    add(
        "static method reference that boxes",
        () -> (BiFunction<Integer, Integer, Integer>) Math::max,
        (BiFunction<Integer, Integer, Integer> f) -> assertThat(f.apply(1, 2)).isEqualTo(2));
    add(
        "unboxing method reference",
        () -> (Function<Integer, Long>) Integer::longValue,
        (Function<Integer, Long> f) -> assertThat(f.apply(1)).isEqualTo(1L));
    add(
        "serializable lambda",
        () -> (Function<String, String> & java.io.Serializable) s -> s + text,
        (Function<String, String> f) -> assertThat(f.apply("a")).isEqualTo("a" + text));
    add(
        "wide lambda",
        () -> {
          long l = captured;
          double d = captured / 2.0;
          byte b = 3;
          boolean z = true;
          char c = 'q';
          return (Supplier<String>) () -> text + l + d + b + z + c;
        },
        (Supplier<String> f) ->
            assertThat(f.get()).isEqualTo(text + (long) captured + captured / 2.0 + "3trueq"));
    add(
        "many captured values",
        () -> {
          int a = captured;
          int b = a + 1, c = a + 2, d = a + 3, e = a + 4, f = a + 5, g = a + 6, h = a + 7;
          int i = a + 8, j = a + 9, k = a + 10;
          return (Supplier<List<Integer>>)
              () -> List.of(a, b, c, d, e, f, g, h, i, j, k).subList(0, 10);
        },
        (Supplier<List<Integer>> s) -> assertThat(s.get().get(9)).isEqualTo(captured + 9));
    add(
        "composed",
        () -> ((Predicate<String>) String::isEmpty).negate().and(s -> s.length() < 5),
        (Predicate<String> p) -> {
          assertThat(p.test("")).isFalse();
          assertThat(p.test("abc")).isTrue();
          assertThat(p.test("abcdef")).isFalse();
        });
    add(
        "comparators",
        () -> {
          TreeMap<String, Integer> m =
              new TreeMap<>(
                  Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder()));
          m.put("bb", 1);
          m.put("a", 2);
          return m;
        },
        (TreeMap<String, Integer> m) -> {
          m.put("ab", 3);
          assertThat(m.keySet()).containsExactly("a", "ab", "bb");
        });
  }

  private void reflection() {
    add(
        "reflected members",
        () -> {
          try {
            java.lang.reflect.Method secret = Greeter.class.getDeclaredMethod("secret");
            secret.setAccessible(true);
            return new Holder(
                secret,
                Greeter.class.getDeclaredField("greeting"),
                Greeter.class.getDeclaredConstructor(String.class),
                String.class.getMethod("length"));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        },
        (Holder h) -> {
          try {
            assertThat(((java.lang.reflect.Method) h.first).invoke(new Greeter("x")))
                .isEqualTo("x!");
            assertThat(((java.lang.reflect.Field) h.second).getName()).isEqualTo("greeting");
            assertThat(((java.lang.reflect.Field) h.second).canAccess(new Greeter("x"))).isTrue();
            assertThat(((java.lang.reflect.Method) h.more[1]).invoke("abc")).isEqualTo(3);
            assertThat(h.first).isEqualTo(Greeter.class.getDeclaredMethod("secret"));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        });
    add(
        "VarHandles",
        () -> {
          try {
            java.lang.invoke.MethodHandles.Lookup l = java.lang.invoke.MethodHandles.lookup();
            return new Holder(
                l.findVarHandle(Node.class, "value", int.class),
                l.findVarHandle(Node.class, "next", Node.class),
                l.findStaticVarHandle(Counted.class, "count", int.class),
                java.lang.invoke.MethodHandles.arrayElementVarHandle(long[].class),
                java.lang.invoke.MethodHandles.arrayElementVarHandle(String[].class));
          } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
          }
        },
        (Holder h) -> {
          Node n = new Node();
          ((java.lang.invoke.VarHandle) h.first).set(n, 5);
          assertThat(n.value).isEqualTo(5);
          ((java.lang.invoke.VarHandle) h.second).set(n, n);
          assertThat(n.next).isSameAs(n);
          int before = Counted.count;
          ((java.lang.invoke.VarHandle) h.more[0]).set(before + 1);
          assertThat(Counted.count).isEqualTo(before + 1);
          Counted.count = before;
          long[] a = new long[2];
          ((java.lang.invoke.VarHandle) h.more[1]).set(a, 1, 9L);
          assertThat(a[1]).isEqualTo(9);
        });
    add(
        "field updaters",
        () ->
            new Holder(
                java.util.concurrent.atomic.AtomicIntegerFieldUpdater.newUpdater(
                    Counted.class, "mine"),
                java.util.concurrent.atomic.AtomicLongFieldUpdater.newUpdater(Counted.class, "big"),
                java.util.concurrent.atomic.AtomicReferenceFieldUpdater.newUpdater(
                    Counted.class, Object.class, "any")),
        (Holder h) -> {
          Counted c = new Counted();
          ((java.util.concurrent.atomic.AtomicIntegerFieldUpdater<Counted>) h.first)
              .incrementAndGet(c);
          ((java.util.concurrent.atomic.AtomicLongFieldUpdater<Counted>) h.second).addAndGet(c, 7);
          ((java.util.concurrent.atomic.AtomicReferenceFieldUpdater<Counted, Object>) h.more[0])
              .set(c, "x");
          assertThat(c.mine).isEqualTo(1);
          assertThat(c.big).isEqualTo(7);
          assertThat(c.any).isEqualTo("x");
        });
    add(
        "proxy",
        () ->
            java.lang.reflect.Proxy.newProxyInstance(
                Corpus.class.getClassLoader(),
                new Class<?>[] {Supplier.class, Comparable.class},
                new Answer("proxied")),
        (Object s) -> assertThat(((Supplier<Object>) s).get()).isEqualTo("proxied"));
    add(
        "logger",
        () -> java.util.logging.Logger.getLogger("dev.cairn.corpus"),
        (java.util.logging.Logger l) ->
            assertThat(l == java.util.logging.Logger.getLogger("dev.cairn.corpus")).isTrue());
  }

  public static final class Counted {
    static int count = 3;
    volatile int mine;
    volatile long big;
    volatile Object any;
  }

  public static final class Answer implements java.lang.reflect.InvocationHandler {
    private final String answer;

    Answer(String answer) {
      this.answer = answer;
    }

    @Override
    public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
      return answer;
    }
  }

  private void buffers() {
    add(
        "heap buffers",
        () -> {
          ByteBuffer b = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
          b.putInt(0x01020304).putLong(5);
          IntBuffer view = b.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip().asIntBuffer();
          LongBuffer longs = LongBuffer.wrap(new long[] {1, 2, 3}, 1, 2).slice();
          return new Holder(b, view, longs, b.asReadOnlyBuffer());
        },
        (Holder h) -> {
          ByteBuffer b = (ByteBuffer) h.first;
          assertThat(b.position()).isEqualTo(12);
          assertThat(b.getInt(0)).isEqualTo(0x01020304);
          assertThat(((IntBuffer) h.second).get(0)).isEqualTo(0x01020304);
          b.putInt(0, 99);
          assertThat(((IntBuffer) h.second).get(0)).isEqualTo(99);
          assertThat(((LongBuffer) h.more[0]).get(0)).isEqualTo(2);
        });
    add(
        "URL",
        () -> {
          try {
            return new Holder(
                new URL("http://u@localhost:81/a/b?q=1#r"), new URL("file:///tmp/x.txt"));
          } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
          }
        },
        (Holder h) -> {
          URL http = (URL) h.first;
          assertThat(http.toExternalForm()).isEqualTo("http://u@localhost:81/a/b?q=1#r");
          assertThat(http.getQuery() + http.getRef() + http.getDefaultPort()).isEqualTo("q=1r80");
          try {
            assertThat(new URL(http, "../c").toExternalForm()).isEqualTo("http://u@localhost:81/c");
            assertThat(((URL) h.second).openConnection().getURL()).isSameAs(h.second);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
    add(
        "phantom reference",
        () -> {
          ReferenceQueue<Object> queue = new ReferenceQueue<>();
          Object[] held = {new Object()};
          return new Holder(new PhantomReference<>(held[0], queue), queue, (Object) held);
        },
        (Holder h) -> {
          Reference<Object> r = (Reference<Object>) h.first;
          assertThat(r.refersTo(((Object[]) h.more[0])[0])).isTrue();
          r.enqueue();
          assertThat(((ReferenceQueue<?>) h.second).poll()).isSameAs(h.first);
        });
    add(
        "direct buffers",
        () -> {
          ByteBuffer b = ByteBuffer.allocateDirect(40).order(ByteOrder.LITTLE_ENDIAN);
          b.putInt(0x01020304).putLong(5).mark().limit(36);
          ByteBuffer part = b.duplicate().position(4).slice().order(ByteOrder.BIG_ENDIAN);
          IntBuffer view = b.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip().asIntBuffer();
          LongBuffer swapped = part.asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN).asLongBuffer();
          return new Holder(b, view, part, swapped, b.asReadOnlyBuffer());
        },
        (Holder h) -> {
          ByteBuffer b = (ByteBuffer) h.first;
          assertThat(b.isDirect()).isTrue();
          assertThat(b.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
          assertThat(b.limit()).isEqualTo(36);
          assertThat(b.position(20).reset().position()).isEqualTo(12);
          assertThat(((IntBuffer) h.second).get(0)).isEqualTo(0x01020304);
          b.putInt(0, 99).putLong(4, 7);
          assertThat(((IntBuffer) h.second).get(0)).isEqualTo(99);
          assertThat(((ByteBuffer) h.more[0]).getLong(0)).isEqualTo(7L << 56);
          assertThat(((LongBuffer) h.more[1]).get(0)).isEqualTo(7L << 56);
          assertThat(((ByteBuffer) h.more[2]).isReadOnly()).isTrue();
          System.gc(); // views alone keep the memory
        });
  }

  private void throwables() {
    add(
        "exception",
        () -> {
          MyException e = new MyException(3, new IllegalStateException("inner"));
          e.addSuppressed(new java.io.IOException("suppressed"));
          return e;
        },
        (MyException e) -> {
          assertThat(e.code).isEqualTo(3);
          assertThat(e.getCause()).hasMessage("inner");
          assertThat(e.getSuppressed()).hasSize(1);
          assertThat(e.getStackTrace()[0].getMethodName()).contains("throwables");
          e.addSuppressed(new RuntimeException("another"));
          assertThat(e.getSuppressed()).hasSize(2);
          assertThat(e.getCause().getSuppressed()).isEmpty();
        });
    add(
        "thrown exception",
        () -> {
          try {
            Object[] a = new Integer[1];
            a[0] = "x";
            return null;
          } catch (ArrayStoreException e) {
            return e;
          }
        },
        (ArrayStoreException e) -> {
          assertThat(e).hasMessage("java.lang.String");
          assertThat(e.getStackTrace()[0].getClassName()).contains("Corpus");
        });
  }
}
