package dev.cairn.targets;

import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import dev.cairn.annotations.CheckpointLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hard case 23: safe points below methods of the JDK that call back. Every call-back counts, so
 * that none may run twice.
 */
public final class JdkFrames {
  private static int calls;

  /** A comparator that isn't a lambda. */
  private static final class ByLength implements Comparator<String> {
    @Override
    public int compare(String a, String b) {
      calls++;
      return f(a.length()) - b.length();
    }
  }

  private JdkFrames() {}

  public static void main(String[] args) {
    loops();
    sorts();
    maps();
    optional();
    nested();
    System.out.println("calls " + calls);
  }

  private static void loops() {
    List<Integer> list = new ArrayList<>(List.of(3, 1, 2));
    StringBuilder out = new StringBuilder();
    list.forEach(v -> out.append(v + f(++calls)).append(' '));
    List.of("a", "b").forEach(v -> out.append(v).append(loop(++calls)));
    Iterator<Integer> it = list.iterator();
    it.next();
    it.forEachRemaining(v -> out.append(f(v + ++calls)).append(','));
    list.replaceAll(v -> f(v) * 10 + ++calls);
    out.append(list.removeIf(v -> f(++calls) % 2 == 0)).append(list);
    Arrays.asList(1, 2).replaceAll(v -> v + f(++calls));
    Collections.unmodifiableList(list).forEach(v -> out.append(s("u")).append(++calls));
    try {
      list.forEach(
          v -> {
            calls++;
            f(v);
            list.add(7);
          });
    } catch (ConcurrentModificationException e) {
      out.append("modified ").append(list.size());
    }
    try {
      list.forEach(v -> Points.fail("from below " + ++calls));
    } catch (IllegalStateException e) {
      out.append(e.getMessage());
    }
    System.out.println(out);
  }

  private static void sorts() {
    List<Integer> list = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      list.add(i * 37 % 41);
    }
    list.sort(
        (a, b) -> {
          calls++;
          return calls % 16 == 0 ? f(Integer.compare(a, b)) : Integer.compare(a, b);
        });
    System.out.println(list + " " + calls);
    String[] words = {"ccc", "a", "bb", "dddd"};
    Arrays.sort(words, new ByLength());
    List<String> more = new ArrayList<>(List.of("xx", "y", "zzz"));
    Collections.sort(more, new ByLength().reversed());
    System.out.println(Arrays.toString(words) + more);
  }

  private static void maps() {
    Map<String, Integer> map = new HashMap<>();
    for (@CheckpointLoop int i = 0; i < 2; i++) {
      map.computeIfAbsent("k" + i, k -> f(k.length()) + ++calls);
    }
    map.compute("k0", (k, v) -> v == null ? 0 : v + loop(++calls));
    map.merge("k1", 5, (a, b) -> a * b + f(++calls));
    map.computeIfPresent("k1", (k, v) -> f(v) - ++calls);
    StringBuilder out = new StringBuilder();
    map.forEach((k, v) -> out.append(k).append(f(v)).append(++calls).append(' '));
    map.replaceAll((k, v) -> v + f(++calls));
    map.keySet().forEach(k -> out.append(s(k)).append(++calls));
    map.values().removeIf(v -> f(++calls) < 0);
    System.out.println(out.append(map));
    TreeMap<Integer, String> tree =
        new TreeMap<>(
            (a, b) -> {
              calls++;
              return f(Integer.compare(b, a));
            });
    tree.put(1, "a");
    tree.put(3, "c");
    tree.put(2, "b");
    System.out.println(tree.get(3) + tree);
    Map<String, Integer> linked = new LinkedHashMap<>();
    linked.put("p", f(1));
    linked.forEach((k, v) -> System.out.println(k + f(v + ++calls)));
    Map<String, Integer> concurrent = new ConcurrentHashMap<>();
    concurrent.computeIfAbsent("c", k -> f(++calls));
    concurrent.merge("c", 2, (a, b) -> a + f(b) * ++calls);
    concurrent.forEach((k, v) -> System.out.println(k + f(v)));
  }

  private static void optional() {
    Optional<Integer> some = Optional.of(4);
    System.out.println(
        some.map(v -> f(v) + ++calls).filter(v -> f(v) > 0).orElseGet(() -> f(++calls)));
    some.ifPresent(v -> System.out.println("present " + loop(v) + ++calls));
    System.out.println(Optional.<String>empty().orElseGet(() -> s("none") + ++calls));
  }

  /** A call-back of the JDK's within another one, operands below both. */
  private static void nested() {
    Map<String, List<Integer>> map = new HashMap<>();
    int[] sum = {0};
    List.of(1, 2)
        .forEach(
            v -> {
              int before = sum[0] * 3;
              sum[0] =
                  before
                      + f(v)
                      + map.computeIfAbsent(
                              "n" + v,
                              k -> {
                                List<Integer> made = new ArrayList<>(List.of(v, ++calls));
                                made.replaceAll(x -> x * 2 + f(++calls));
                                return made;
                              })
                          .get(1);
            });
    System.out.println(sum[0] + " " + map);
  }
}
