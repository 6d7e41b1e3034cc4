package dev.cairn.targets;

import static dev.cairn.targets.Points.b;
import static dev.cairn.targets.Points.d;
import static dev.cairn.targets.Points.f;
import static dev.cairn.targets.Points.g;
import static dev.cairn.targets.Points.loop;
import static dev.cairn.targets.Points.s;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Hard case 23: safe points below sequential streams. Every call-back counts. */
public final class Streams {
  private static int calls;

  private Streams() {}

  public static void main(String[] args) {
    sources();
    stages();
    primitives();
    ends();
    collectors();
    shortCircuits();
    nested();
    failing();
    System.out.println("calls " + calls);
  }

  private static int count(int v) {
    return f(v) + ++calls;
  }

  /** Where the elements come from. */
  private static void sources() {
    StringBuilder out = new StringBuilder();
    new ArrayList<>(List.of(3, 1)).stream().forEach(v -> out.append(count(v)).append(' '));
    List.of(1, 2).forEach(v -> out.append(count(v)).append(','));
    Arrays.stream(new String[] {"a", "b"}).forEachOrdered(v -> out.append(s(v)).append(++calls));
    Stream.of("x", "y").forEach(v -> out.append(s(v)).append(++calls));
    new TreeSet<>(List.of(5, 4)).stream().forEach(v -> out.append(count(v)));
    Map<String, Integer> map = new HashMap<>(Map.of("k", 1));
    map.entrySet().stream().forEach(e -> out.append(e.getKey()).append(count(e.getValue())));
    map.keySet().stream().forEach(k -> out.append(s(k)));
    Stream.iterate(1, v -> f(v) * 2).limit(3).forEach(v -> out.append(v).append(++calls));
    Stream.generate(() -> s("g")).limit(2).forEach(out::append);
    Stream.concat(Stream.of(1), Stream.of(2)).forEach(v -> out.append(count(v)));
    IntStream.rangeClosed(1, 2).forEach(v -> out.append(loop(v)));
    System.out.println(out);
  }

  /** Operands below the whole pipeline, and stages of every kind. */
  private static void stages() {
    int before = calls * 3;
    int sum =
        before
            + Stream.of(5, 3, 8, 3)
                .peek(v -> f(++calls))
                .filter(v -> b(v != 8))
                .map(v -> count(v))
                .distinct()
                .sorted((a, c) -> f(Integer.compare(c, a)))
                .skip(1)
                .mapToInt(v -> f(v))
                .sum();
    System.out.println(sum);
    List<String> names =
        Stream.of("ccc", "a", "bb")
            .sorted(Comparator.comparing((String v) -> f(v.length())).reversed())
            .map(Function.<String>identity().andThen(v -> s(v) + ++calls))
            .collect(Collectors.toCollection(ArrayList::new));
    System.out.println(names);
    System.out.println(
        Stream.of(1, 2)
            .flatMap(v -> Stream.of(v, count(v)).map(w -> f(w) + ++calls))
            .<String>mapMulti(
                (v, sink) -> {
                  sink.accept(s("m") + v);
                  sink.accept("n" + count(v));
                })
            .toList());
  }

  private static void primitives() {
    System.out.println(IntStream.range(0, 3).map(v -> v + count(v)).filter(v -> b(v > 0)).sum());
    System.out.println(LongStream.of(1L << 40, 7).map(v -> g(v) * 3).reduce(1, (x, y) -> x ^ g(y)));
    System.out.println(DoubleStream.of(1.5, 2.5).map(v -> d(v) / 3).sum());
    System.out.println(
        IntStream.range(0, 2).mapToObj(v -> "o" + count(v)).mapToDouble(v -> d(v.length())).max());
    System.out.println(IntStream.of(2, 1).boxed().map(v -> count(v)).sorted().toList());
  }

  private static void ends() {
    List<Integer> list = List.of(4, 9, 2);
    System.out.println(list.stream().reduce(0, (x, y) -> x * 2 + count(y)));
    System.out.println(list.stream().map(v -> count(v)).reduce((x, y) -> f(x) - y).orElse(-1));
    System.out.println(list.stream().reduce("", (t, v) -> t + count(v), (t, u) -> t + u));
    System.out.println(list.stream().max((x, y) -> Integer.compare(count(x), y)));
    System.out.println(Arrays.toString(list.stream().map(v -> s("t") + v).toArray(String[]::new)));
    System.out.println(list.stream().filter(v -> b(v > 3)).count());
  }

  private static void collectors() {
    List<String> words = List.of("one", "two", "three");
    Map<Integer, String> byLength =
        words.stream()
            .collect(
                Collectors.groupingBy(
                    w -> f(w.length()),
                    TreeMap::new,
                    Collectors.mapping(w -> w + ++calls, Collectors.joining("/"))));
    Map<String, Integer> numbered =
        words.stream()
            .collect(Collectors.toMap(w -> s(w), w -> ++calls, (x, y) -> x, TreeMap::new));
    System.out.println(byLength + " " + numbered);
    System.out.println(
        words.stream()
            .collect(Collectors.partitioningBy(w -> b(w.length() > 3), Collectors.counting())));
    System.out.println(words.stream().collect(Collectors.summingLong(w -> g(w.length()))));
    System.out.println(words.stream().collect(Collectors.averagingDouble(w -> d(w.length()))));
    ArrayList<String> made =
        words.stream().collect(ArrayList::new, (l, w) -> l.add(s(w) + ++calls), ArrayList::addAll);
    System.out.println(made);
  }

  /** Elements one by one, until someone has had enough. */
  private static void shortCircuits() {
    System.out.println(Stream.of(1, 2, 3).map(v -> count(v)).anyMatch(v -> b(v % 2 == 0)));
    System.out.println(Stream.of(1, 2, 3).peek(v -> f(++calls)).filter(v -> v > 1).findFirst());
    System.out.println(IntStream.iterate(1, v -> f(v) < 9, v -> v * 2).allMatch(v -> b(v < 5)));
    System.out.println(
        Stream.iterate(1, v -> f(v) + 1)
            .dropWhile(v -> b(v < 3))
            .takeWhile(v -> b(v < 5))
            .limit(9)
            .toList());
    System.out.println(
        Stream.of(1, 2).flatMap(v -> Stream.iterate(v, w -> count(w))).limit(3).toList());
  }

  /**
   * Each end once: two that are under way share lambdas of the JDK's, which a resume makes anew.
   */
  private static void nested() {
    System.out.println(
        IntStream.range(0, 2)
            .mapToObj(
                v ->
                    Stream.of("p", "q")
                        .map(w -> w + count(v) + List.of(7).stream().map(x -> f(x)).toList())
                        .collect(Collectors.joining()))
            .collect(Collectors.toList()));
  }

  private static void failing() {
    try {
      Stream.of(1).map(v -> Points.fail("below " + ++calls)).forEach(v -> f(v));
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage() + count(1));
    }
    Stream<Integer> once = Stream.of(1, 2).onClose(() -> System.out.println("closed " + ++calls));
    try (once) {
      System.out.println(once.map(v -> count(v)).toList());
    }
    try {
      once.count();
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
