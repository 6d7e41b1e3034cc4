package dev.cairn.targets;

import static dev.cairn.targets.Points.f;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Hard cases 26 to 31: aliases, collections amid an iteration, generators, statics. */
public final class HeapShapes {
  enum Planet {
    EARTH,
    MARS;

    int visits;
  }

  record Pair(Object left, Object right) {}

  private static final class Node {
    final int value;
    Node next;

    Node(int value) {
      this.value = value;
    }
  }

  private static final class Config {
    static final Config INSTANCE = new Config();
    private final int[] table = {1, 2, 3};
    private transient int used;
  }

  private static int[] shared;
  private static final double PI_SQUARED = Math.PI * Math.PI;
  private static final ThreadLocal<int[]> COUNTS = ThreadLocal.withInitial(() -> new int[2]);

  private HeapShapes() {}

  public static void main(String[] args) {
    aliases();
    generators();
    iterators();
    failFast();
    longList();
    statics();
    threadLocals();
    manyTypes();
  }

  private static void aliases() {
    int[] a = {1};
    int[] b = a;
    shared = a;
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      a[0]++;
    }
    b[0] += f(5);
    System.out.println(shared[0] + " " + (a == b) + " " + (shared == a));
    Object[] self = new Object[1];
    self[0] = self;
    f(1);
    System.out.println(self[0] == self);
  }

  private static void generators() {
    Random r = new Random(4);
    double sum = r.nextGaussian();
    for (@CheckpointLoop int i = 0; i < 3; i++) {
      sum += r.nextGaussian() * r.nextInt(10);
    }
    System.out.println(sum + " " + r.nextLong());
  }

  private static void iterators() {
    List<Collection<Integer>> all = new ArrayList<>();
    List<Integer> source = List.of(5, 3, 9, 1);
    all.add(new ArrayList<>(source));
    all.add(new LinkedList<>(source));
    all.add(new ArrayDeque<>(source));
    all.add(new PriorityQueue<>(source));
    all.add(Arrays.asList(4, 6));
    for (Map<Integer, Integer> map :
        List.of(
            new TreeMap<Integer, Integer>(),
            new HashMap<Integer, Integer>(),
            new LinkedHashMap<Integer, Integer>(),
            new ConcurrentHashMap<Integer, Integer>())) {
      for (int v : source) {
        map.put(v * 17, v);
      }
      all.add(map.values());
    }
    for (Collection<Integer> c : all) {
      int h = 1;
      for (int v : c) {
        h = h * 31 + f(v);
      }
      System.out.println(h);
    }
    Map<String, List<Integer>> words = new HashMap<>();
    for (@CheckpointLoop int i = 0; i < 6; i++) {
      words.computeIfAbsent("w" + i % 3, k -> new ArrayList<>()).add(i);
    }
    System.out.println(words);
  }

  private static void failFast() {
    List<Integer> list = new ArrayList<>(List.of(1, 2, 3));
    try {
      for (int v : list) {
        f(v);
        list.add(v);
      }
      System.out.println("NOT NOTICED");
    } catch (ConcurrentModificationException e) {
      System.out.println("fails fast");
    }
  }

  private static void longList() {
    Node head = null;
    for (int i = 0; i < 100_000; i++) {
      Node n = new Node(i);
      n.next = head;
      head = n;
    }
    f(1);
    long sum = 0;
    for (Node n = head; n != null; n = n.next) {
      sum = sum * 31 + n.value;
    }
    System.out.println(sum);
  }

  private static void statics() {
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      Planet.MARS.visits += i + 1;
      Config.INSTANCE.used++;
      Config.INSTANCE.table[i] *= 7;
    }
    Planet where = Planet.MARS;
    f(1);
    System.out.println(
        Planet.MARS.visits
            + " "
            + Config.INSTANCE.used
            + Arrays.toString(Config.INSTANCE.table)
            + (where == Planet.MARS)
            + Planet.valueOf("EARTH").visits
            + PI_SQUARED);
  }

  private static void threadLocals() {
    ThreadLocal<String> name = new InheritableThreadLocal<>();
    name.set("set");
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      COUNTS.get()[i] += f(i) + 1;
    }
    System.out.println(name.get() + Arrays.toString(COUNTS.get()));
  }

  private static void manyTypes() {
    BitSet bits = new BitSet();
    bits.set(70);
    EnumMap<Planet, String> byPlanet = new EnumMap<>(Planet.class);
    byPlanet.put(Planet.EARTH, "home");
    StringBuilder text = new StringBuilder("ä€𝄞");
    Optional<Pair> pair = Optional.of(new Pair(bits, byPlanet));
    Iterator<Integer> range = List.of(1, 2, 3).iterator();
    range.next();
    Class<?> type = Pair.class;
    Object[] mixed = {1, 2L, 3f, 4d, 'c', (byte) 5, (short) 6, true, "s", type, int.class, null};
    f(1);
    text.append(range.next()).append(bits).append(byPlanet).append(pair.get().left() == bits);
    System.out.println(text + Arrays.toString(mixed) + new Pair(1, 2));
  }
}
