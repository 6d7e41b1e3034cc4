package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each source is its own specification: the loops that begin on lines with {@code // marked}. */
class AnnotatedLoopsTest {
  private static final String VARIABLES =
      """
      import dev.cairn.annotations.*;
      import java.util.*;
      class Main {
        int field;
        public static void main(String[] args) {
          new Main().all(args, new ArrayList<>(), new int[3]);
        }
        void all(String[] args, List<Integer> list, int[] ints) {
          counted(3); declaredBefore(); inner(); outer(); assignedInInner(); two();
          doWhile(); endless(); forEachList(list); forEachArray(ints); forEachLong(list);
          forEachWithWhile(list); iterator(list); iteratorInLoop(ints, list); inBody(); manyExits();
          lambda().run(); inTry(list); inSwitch(2); longCounter(); reference(); nestedSame();
        }
        void counted(int n) {
          for (@CheckpointLoop int i = 0; i < n; i++) { // marked
            for (int j = 0; j < n; j++) { field++; }
          }
        }
        void declaredBefore() {
          @CheckpointLoop int i = 0;
          for (int k = 0; k < 3; k++) { field += k; }
          while (i < 3) { // marked
            i++;
          }
        }
        void inner() {
          for (int i = 0; i < 3; i++) {
            for (@CheckpointLoop int j = 0; j < 3; j++) { // marked
              field++;
            }
          }
        }
        void outer() {
          for (@CheckpointLoop int i = 0; i < 9; i += 2) { // marked
            while (field < 7) { field++; }
          }
        }
        void assignedInInner() {
          @CheckpointLoop int i = 0;
          while (field < 100) { // marked
            for (int j = 0; j < 3; j++) { i++; }
            field += i;
          }
        }
        void two() {
          @CheckpointLoop int i = 0;
          while (i < 3) { i++; } // marked
          while (i > 0) { i--; } // marked
        }
        void doWhile() {
          @CheckpointLoop int i = 0;
          do {
            field++; // marked
          } while (++i < 4);
        }
        void endless() {
          @CheckpointLoop long i = 0;
          while (true) {
            if (i++ > 4) { break; } // marked
          }
        }
        void forEachList(List<Integer> list) {
          for (@CheckpointLoop Integer x : list) { // marked
            for (int j = 0; j < 3; j++) { field += x; }
          }
        }
        void forEachArray(int[] ints) {
          for (@CheckpointLoop int x : ints) { // marked
            for (int y : ints) { field += x * y; }
          }
        }
        void forEachLong(List<Integer> list) {
          for (int k = 0; k < 3; k++) {
            for (@CheckpointLoop long x : list) { // marked
              field += (int) x;
            }
          }
        }
        void forEachWithWhile(List<Integer> list) {
          for (@CheckpointLoop Integer x : list) // marked
            while (field < x) { field++; }
        }
        void iterator(List<Integer> list) {
          for (@CheckpointLoop Iterator<Integer> it = list.iterator(); it.hasNext();) { // marked
            field += it.next();
          }
        }
        void iteratorInLoop(int[] ints, List<Integer> list) {
          for (int k = 0; k < 3; k++)
            for (@CheckpointLoop Iterator<Integer> it = list.iterator(); it.hasNext();) { // marked
              field += it.next();
            }
        }
        void inBody() {
          while (field < 7) { // marked
            @CheckpointLoop int step = field + 1;
            field = step;
          }
        }
        void manyExits() {
          label:
          for (@CheckpointLoop int i = 0; ; i++) {
            if (i == 3) { continue; } // marked
            if (i == 5) { break label; }
            if (field > 1000) { return; }
            field++;
          }
        }
        Runnable lambda() {
          return () -> {
            for (@CheckpointLoop int i = 0; i < 3; i++) { field++; } // marked
          };
        }
        void inTry(List<Integer> list) {
          try {
            for (@CheckpointLoop int i = 0; i < 3; i++) { // marked
              try { field += list.get(i); } finally { field++; }
            }
          } finally {
            field--;
          }
        }
        void inSwitch(int k) {
          switch (k) {
            case 1: field++; break;
            default:
              for (@CheckpointLoop int i = 0; i < 3; i++) { // marked
                switch (i) { case 0: continue; case 1: break; default: field++; }
              }
          }
        }
        void longCounter() {
          long pad = 3; double d = 2;
          for (@CheckpointLoop long i = 0; i < pad; i++) { d *= 2; } // marked
          for (@CheckpointLoop double e = d; e > 1; e /= 2) { d++; } // marked
          field += (int) d;
        }
        void reference() {
          for (@CheckpointLoop Object o = this; o != null; o = null) { field++; } // marked
        }
        void nestedSame() {
          for (@CheckpointLoop int i = 0; i < 3; i++) // marked
            for (@CheckpointLoop int j = 0; j < 3; j++) // marked
              field++;
        }
      }
      """;

  static List<Javac> compilers() {
    return Javac.all();
  }

  static List<Javac> compilersWithVar() {
    return Javac.all().stream().filter(javac -> javac.release() >= 10).toList();
  }

  @ParameterizedTest
  @MethodSource("compilers")
  void variables(Javac javac) {
    TestApp app = TestApp.of(javac, VARIABLES);
    Plan plan = app.plan("annotated");
    assertThat(TestApp.lines(plan)).isEqualTo(marked(VARIABLES));
    assertThat(plan.notes()).filteredOn(n -> n.reason().contains("marks no")).isEmpty();
  }

  /** javac writes no annotation of a {@code var}: better refused than silently without effect. */
  @ParameterizedTest
  @MethodSource("compilersWithVar")
  void onVarIsRefusedByTheCompiler(Javac javac) {
    String source =
        """
        class Main {
          public static void main(String[] args) {
            for (@dev.cairn.annotations.CheckpointLoop var i = 0; i < 3; i++) {}
          }
        }
        """;
    assertThatThrownBy(() -> TestApp.of(javac, source)).hasMessageContaining("not applicable");
  }

  @Test
  void aMarkedVariableIsItsLoopsCounter() {
    Plan plan =
        TestApp.of(
                """
                import dev.cairn.annotations.*;
                class Main {
                  public static void main(String[] args) {
                    long sum = 0;
                    for (@CheckpointLoop int step = 0; step < 3; step++) { sum += step; }
                  }
                }
                """)
            .plan(null);
    MarkedLoop loop = plan.loops().get("app/Main").first();
    assertThat(loop.counterSlot()).isEqualTo(3);
    assertThat(loop.why()).isEqualTo("@CheckpointLoop step");
    assertThat(loop.ordinal()).isZero();
  }

  @Test
  void onAMethodItsOutermostLoops() {
    String source =
        """
        import dev.cairn.annotations.*;
        class Main {
          static int field;
          public static void main(String[] args) { run(); other(); new Main().value(); }
          @CheckpointLoop static void run() {
            for (int i = 0; i < 3; i++) { // marked
              for (int j = 0; j < 3; j++) { field++; }
            }
            while (field > 0) { field--; } // marked
          }
          static void other() {
            while (field < 9) { field++; }
          }
          @CheckpointLoop int value() {
            while (field < 9) { field++; } // marked
            return field;
          }
        }
        """;
    assertThat(TestApp.lines(TestApp.of(source).plan(null))).isEqualTo(marked(source));
  }

  @Test
  void withoutDebugTables() {
    TestApp app =
        new TestApp(
            Javac.running()
                .compile(
                    Map.of(
                        "app/Main.java",
                        """
                        package app;
                        import dev.cairn.annotations.*;
                        class Main {
                          public static void main(String[] args) {
                            for (int k = 0; k < 3; k++) { args[k] = null; }
                            for (@CheckpointLoop int i = 0; i < 3; i++) { args[i] = null; }
                          }
                        }
                        """),
                    "-g:none"));
    Plan plan = app.plan(null);
    assertThat(plan.loops().get("app/Main"))
        .containsExactly(
            new MarkedLoop("main([Ljava/lang/String;)V", 1, -1, 1, "@CheckpointLoop in slot 1"));
  }

  @Test
  void whatCantBeMarkedIsNoted() {
    Plan plan =
        TestApp.of(
                """
                import dev.cairn.annotations.*;
                class Main {
                  static int field;
                  static {
                    for (@CheckpointLoop int i = 0; i < 3; i++) { field++; }
                  }
                  public static void main(String[] args) {
                    new Main();
                    @CheckpointLoop int nothing = 3;
                    field = nothing;
                    none();
                    while (field < 9) { field++; }
                    Cairn.safePoint();
                  }
                  @CheckpointLoop static void none() {}
                }
                """)
            .plan(null);
    assertThat(plan.loops()).isEmpty();
    assertThat(plan.notes().stream().map(PlanNote::toString).toList())
        .containsExactly(
            "app.Main#<clinit>()V:6: @CheckpointLoop marks nothing: " + Planner.INITIALIZER,
            "app.Main#main([Ljava/lang/String;)V:9: "
                + "@CheckpointLoop on variable nothing marks no loop",
            "app.Main#none()V:16: @CheckpointLoop marks nothing: the method has no loop");
  }

  /** The first line is the package's. */
  private static Set<Integer> marked(String source) {
    List<String> lines = source.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).endsWith("// marked"))
        .mapToObj(i -> i + 2)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
