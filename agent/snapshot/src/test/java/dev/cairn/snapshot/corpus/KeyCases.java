package dev.cairn.snapshot.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Tables of all kinds whose order follows the identity hash of what every JVM has: classes, enum
 * constants of the JDK, locales, literals. They must answer, and iterate in the order in which they
 * did where they were made.
 */
final class KeyCases {
  /** A table, and the keys in the order in which it iterated. */
  record Ordered(Object table, List<Object> order) {
    static Ordered of(Object table) {
      return new Ordered(table, new ArrayList<>(keys(table)));
    }

    static List<Object> keys(Object table) {
      List<Object> keys = new ArrayList<>();
      if (table instanceof Map<?, ?> map) {
        map.forEach((k, v) -> keys.add(k)); // asked for its keySet, it would keep it
      } else {
        ((Iterable<?>) table).forEach(keys::add);
      }
      return keys;
    }

    void check() {
      assertThat(keys(table)).containsExactlyElementsOf(order);
      for (Object k : order) {
        assertThat(table instanceof Map<?, ?> m ? m.get(k) != null : ((Set<?>) table).contains(k))
            .as("%s in %s", k, table.getClass())
            .isTrue();
      }
    }
  }

  /** A key whose hash is a class's. */
  record Keyed(Class<?> type, String name) {}

  /** A key that makes bins collide, so that they become trees. */
  static final class Colliding {
    final Class<?> type;

    Colliding(Class<?> type) {
      this.type = type;
    }

    @Override
    public int hashCode() {
      return type.hashCode() & 3;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Colliding c && c.type == type;
    }
  }

  /** A program's own table, open-addressed by identity hashes. */
  static final class Open {
    final Object[] keys = new Object[64];

    void add(Object key) {
      int at = System.identityHashCode(key) & 63;
      while (keys[at] != null) {
        at = (at + 1) & 63;
      }
      keys[at] = key;
    }

    boolean has(Object key) {
      int at = System.identityHashCode(key) & 63;
      while (keys[at] != null && keys[at] != key) {
        at = (at + 1) & 63;
      }
      return keys[at] == key;
    }
  }

  static final List<Object> KEYS =
      List.of(
          String.class,
          Integer.class,
          Object.class,
          List.class,
          int.class,
          void.class,
          Map.class,
          Class.class,
          Thread.class,
          Map.Entry.class,
          String[].class,
          int[][].class,
          KeyCases.class,
          Keyed.class,
          Keyed[].class,
          Phaser.class,
          Runnable.class,
          Locale.class,
          TimeUnit.DAYS,
          TimeUnit.NANOSECONDS,
          Thread.State.BLOCKED,
          java.nio.file.StandardOpenOption.READ,
          java.nio.file.StandardOpenOption.CREATE,
          java.lang.annotation.ElementType.FIELD,
          java.math.RoundingMode.HALF_UP);

  static final List<Class<?>> CLASSES =
      List.of(KeyCases.class, Ordered.class, Keyed.class, Colliding.class, Open.class);

  private final List<Case> cases = new ArrayList<>();

  private KeyCases() {}

  static List<Case> cases() {
    KeyCases c = new KeyCases();
    c.tables();
    c.composite();
    c.hashes();
    return c.cases;
  }

  private <T> void add(String name, Supplier<T> make, Consumer<T> check) {
    cases.add(Case.of("keys: " + name, make, check));
  }

  private void ordered(String name, Supplier<Object> table) {
    add(name, () -> Ordered.of(table.get()), Ordered::check);
  }

  private static <M extends Map<Object, Object>> M filled(M map) {
    KEYS.forEach(k -> map.put(k, k.toString()));
    return map;
  }

  private void tables() {
    ordered("HashMap", () -> filled(new HashMap<>()));
    ordered("large HashMap", () -> filled(new HashMap<>(1 << 14)));
    ordered("HashSet", () -> new HashSet<>(KEYS));
    ordered("LinkedHashMap", () -> filled(new LinkedHashMap<>()));
    ordered("ConcurrentHashMap", () -> filled(new ConcurrentHashMap<>()));
    ordered("IdentityHashMap", () -> filled(new IdentityHashMap<>()));
    ordered("WeakHashMap", () -> filled(new WeakHashMap<>()));
    ordered("Set.of", () -> Set.of(KEYS.toArray()));
    ordered("Set.of two", () -> Set.of(String.class, TimeUnit.DAYS));
    ordered("Set.copyOf classes", () -> Set.copyOf(KEYS.subList(0, 18)));
    ordered("Map.copyOf", () -> Map.copyOf(filled(new HashMap<>())));
    ordered("Map.of", () -> Map.of(int.class, 1, String.class, 2, TimeUnit.DAYS, 3));
    ordered("newSetFromMap", () -> setFrom(new IdentityHashMap<>()));
    ordered("keySet of ConcurrentHashMap", () -> keySet(ConcurrentHashMap.newKeySet()));
    add(
        "iterator under way",
        () -> {
          Map<Object, Object> map = filled(new HashMap<>());
          var iterator = map.keySet().iterator();
          List<Object> rest = new ArrayList<>();
          iterator.next();
          iterator.next();
          map.keySet().forEach(rest::add);
          return new Object[] {iterator, rest.subList(2, rest.size())};
        },
        (Object[] a) -> {
          List<Object> rest = new ArrayList<>();
          ((java.util.Iterator<?>) a[0]).forEachRemaining(rest::add);
          assertThat(rest).isEqualTo(a[1]);
        });
    add(
        "own table",
        () -> {
          Open table = new Open();
          KEYS.forEach(table::add);
          return table;
        },
        (Open t) -> assertThat(KEYS).allMatch(t::has));
  }

  private static Set<Object> setFrom(Map<Object, Boolean> map) {
    return keySet(Collections.newSetFromMap(map));
  }

  private static Set<Object> keySet(Set<Object> set) {
    set.addAll(KEYS);
    return set;
  }

  private void composite() {
    ordered(
        "lists of classes",
        () -> {
          Map<Object, Object> map = new HashMap<>();
          KEYS.forEach(k -> map.put(List.of(k, "x", Arrays.asList(String.class, k)), k));
          return map;
        });
    ordered(
        "records of classes",
        () -> {
          Set<Object> set = new HashSet<>();
          for (Object k : KEYS) {
            set.add(new Keyed(k.getClass(), k.toString()));
            set.add(new Keyed(k instanceof Class<?> c ? c : Object.class, "itself"));
          }
          return set;
        });
    ordered(
        "trees",
        () -> {
          Map<Object, Object> map = new HashMap<>(64);
          for (Object k : KEYS) {
            if (k instanceof Class<?> c && c != void.class) {
              map.put(new Colliding(c), c);
              map.put(new Colliding(c.arrayType()), c);
              map.put(new Colliding(c.arrayType().arrayType()), c);
            }
          }
          return map;
        });
    ordered(
        "concurrent trees",
        () -> {
          Map<Object, Object> map = new ConcurrentHashMap<>(64);
          for (Object k : KEYS) {
            if (k instanceof Class<?> c && c != void.class) {
              map.put(new Colliding(c), c);
              map.put(new Colliding(c.arrayType()), c);
            }
          }
          return map;
        });
    ordered(
        "sets of sets",
        () -> Set.of(Set.of(String.class, int.class), Set.of(TimeUnit.DAYS), Set.copyOf(KEYS)));
  }

  /** The heap holds numbers only: nothing there leads to whose hashes they are. */
  private void hashes() {
    add(
        "hashes alone",
        KeyCases::identities,
        (int[] hashes) -> assertThat(identities()).containsExactly(hashes));
  }

  private static int[] identities() {
    List<Object> all = new ArrayList<>(KEYS);
    all.addAll(
        List.of(
            "a literal of the case's",
            Locale.US,
            java.nio.charset.StandardCharsets.UTF_8,
            Collections.EMPTY_LIST,
            ClassLoader.getSystemClassLoader(),
            ClassLoader.getPlatformClassLoader(),
            Thread.currentThread(),
            17,
            'x',
            true,
            5L));
    return all.stream().mapToInt(System::identityHashCode).toArray();
  }
}
