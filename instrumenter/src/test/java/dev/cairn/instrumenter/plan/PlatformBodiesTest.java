package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class PlatformBodiesTest {
  private static Plan plan(String body) {
    return TestApp.of(
            """
            import dev.cairn.annotations.*;
            import java.util.*;
            class Main {
              static int f(int v) { Cairn.safePoint(); return v; }
              static void unrelated(Map<String, String> m) { m.put("a", "b"); m.get("a"); m.hashCode(); }
              public static void main(String[] a) {
                unrelated(new HashMap<>());
                %s
              }
            }
            """
                .formatted(body))
        .plan(null);
  }

  private static Set<String> platform(Plan plan) {
    Set<String> result = new java.util.TreeSet<>();
    plan.wovenMethods()
        .forEach(
            (c, methods) -> {
              if (PlatformBodies.contains(c)) {
                methods.forEach(m -> result.add(c + "." + m));
              }
            });
    return result;
  }

  @Test
  void nothingOfTheJdkWhereNoCallBackLeadsToASafePoint() {
    assertThat(
            platform(
                plan(
                    "List<Integer> l = new ArrayList<>(); l.forEach(v -> System.out.println(v));"
                        + " l.sort((x, y) -> x - y); f(1);")))
        .isEmpty();
  }

  @Test
  void theBodiesBetweenACallAndItsCallBack() {
    Plan plan = plan("ArrayList<Integer> l = new ArrayList<>(); l.sort((x, y) -> f(x) - y);");
    assertThat(platform(plan))
        .contains(
            "java/util/ArrayList.sort(Ljava/util/Comparator;)V",
            "java/util/Arrays.sort([Ljava/lang/Object;IILjava/util/Comparator;)V",
            "java/util/TimSort.mergeAt(I)V")
        .noneMatch(m -> m.contains("forEach") || m.contains("HashMap"));
    assertThat(plan.checkedCalls())
        .contains(
            "sort(Ljava/util/Comparator;)V", "compare(Ljava/lang/Object;Ljava/lang/Object;)I");
  }

  @Test
  void whoeverTheReceiverIs() {
    assertThat(
            platform(
                plan(
                    "Iterable<Integer> l = List.of(1); l.forEach(v -> System.out.println(f(v)));")))
        .contains(
            "java/lang/Iterable.forEach(Ljava/util/function/Consumer;)V",
            "java/util/ArrayList.forEach(Ljava/util/function/Consumer;)V",
            "java/util/Collections$UnmodifiableCollection.forEach(Ljava/util/function/Consumer;)V");
  }

  /** A comparator is kept, and asked by methods whose arguments don't show it. */
  @Test
  void aKeptComparator() {
    assertThat(
            platform(
                plan("TreeMap<Integer, String> m = new TreeMap<>((x, y) -> f(x) - y); m.get(3);")))
        .contains(
            "java/util/TreeMap.get(Ljava/lang/Object;)Ljava/lang/Object;",
            "java/util/TreeMap.getEntryUsingComparator(Ljava/lang/Object;)Ljava/util/TreeMap$Entry;");
  }

  @Test
  void theStagesOfAStreamWhereOneIsRun() {
    assertThat(platform(plan("System.out.println(List.of(1).stream().mapToInt(v -> f(v)).sum());")))
        .contains(
            "java/util/stream/IntPipeline.sum()I",
            "java/util/stream/AbstractPipeline.copyInto(Ljava/util/stream/Sink;Ljava/util/Spliterator;)V",
            "java/util/Spliterators$ArraySpliterator.forEachRemaining(Ljava/util/function/Consumer;)V",
            "java/util/stream/ReferencePipeline$4$1.accept(Ljava/lang/Object;)V")
        .noneMatch(m -> m.contains("Task."));
    assertThat(platform(plan("List.of(1).forEach(v -> f(v));")))
        .isNotEmpty()
        .noneMatch(m -> m.contains("/stream/") || m.contains("pliterator"));
  }

  /** What is made of functions calls them from methods of the JDK's. */
  @Test
  void functionsMadeOfFunctions() {
    assertThat(
            platform(
                plan(
                    "java.util.function.Function<Integer, Integer> g = v -> f(v);"
                        + " System.out.println(g.andThen(v -> v + 1).apply(2));")))
        .anyMatch(m -> m.startsWith("java/util/function/Function.lambda$andThen$"));
  }

  /** Loops of the JDK are no safe points, nor are they marked. */
  @Test
  void autoPassesThroughTheJdk() {
    Plan plan =
        TestApp.of(
                """
                import java.util.*;
                class Main {
                  static int n;
                  public static void main(String[] a) {
                    List.of(1, 2).forEach(v -> { while (n < v) { n++; } });
                  }
                }
                """)
            .plan("auto");
    assertThat(TestApp.loops(plan)).containsExactly("Main.lambda$main$0(Ljava/lang/Integer;)V:6");
    assertThat(Plan.parse(plan.toText())).isEqualTo(plan);
  }
}
