package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AutoLoopsTest {
  @Test
  void theFirstLoopsMetOnEachWayFromTheRoot() {
    Plan plan =
        TestApp.of(
                """
                class Main {
                  static int n;
                  public static void main(String[] args) {
                    for (String a : args) { parse(a); } // marked
                    init();
                    if (n > 3) { a(); } else { b(() -> onlyInLambda()); }
                  }
                  static void parse(String a) { for (char c : a.toCharArray()) { n += c; } }
                  static void init() { n++; }
                  static void a() {
                    while (n < 9) { n++; inner(); } // marked
                    both();
                  }
                  static void b(Runnable r) { r.run(); both(); }
                  static void both() { do { n++; } while (n < 20); } // marked
                  static void inner() { while (n < 5) { n++; both(); } }
                  static void onlyInLambda() { while (n < 7) { n++; } } // marked
                  static void never() { while (n < 7) { n++; } }
                }
                """)
            .plan(null);
    assertThat(TestApp.loops(plan))
        .containsExactly(
            "Main.a()V:12",
            "Main.both()V:16",
            "Main.main([Ljava/lang/String;)V:5",
            "Main.onlyInLambda()V:18");
    assertThat(plan.spec()).isEqualTo(Planner.DEFAULT_SPEC);
  }

  /** An iteration of the outermost loop may take hours. */
  @Test
  void andThoseAroundTwoMoreLevels() {
    Plan plan =
        TestApp.of(
                """
                import java.util.*;
                class Main {
                  static int n;
                  public static void main(String[] args) {
                    for (String a : args) { // marked
                      for (int i = 0; i < 9; i++) { // marked: one level here, one in sum
                        for (int j = 0; j < 9; j++) { sum(); }
                      }
                      for (int i = 0; i < 9; i++) { sum(); }
                      inCallBack();
                      search(9);
                    }
                  }
                  static void sum() { for (int k = 0; k < 9; k++) { n += k; } }
                  static void inCallBack() {
                    List<Integer> all = new ArrayList<>();
                    while (n < 9) { // marked: two levels in what forEach calls
                      all.forEach(i -> {
                        while (n < i) { for (int j = 0; j < 9; j++) { n++; } }
                      });
                    }
                  }
                  static void search(int k) {
                    for (int j = 0; j < 9; j++) { search(k - 1); } // marked: no level is the last
                  }
                  static void never() {
                    while (n < 7) { while (n < 6) { while (n < 5) { n++; } } }
                  }
                }
                """)
            .plan("auto");
    assertThat(TestApp.loops(plan))
        .containsExactly(
            "Main.inCallBack()V:18",
            "Main.main([Ljava/lang/String;)V:6",
            "Main.main([Ljava/lang/String;)V:7",
            "Main.search(I)V:25");
  }

  @Test
  void annotatedLoopsThatCantRunFromTheRootDontCount() {
    Plan plan =
        TestApp.of(
                """
                import dev.cairn.annotations.*;
                class Main {
                  static int n;
                  public static void main(String[] args) { while (n < 3) { n++; } }
                }
                class Other {
                  public static void main(String[] args) {
                    for (@CheckpointLoop int i = 0; i < 3; i++) {}
                  }
                }
                """)
            .plan(null);
    assertThat(TestApp.lines(plan)).containsExactly(5);
  }

  @Test
  void nothingToMark() {
    assertThatThrownBy(
            () -> TestApp.of("class Main { public static void main(String[] a) { } }").plan("auto"))
        .isInstanceOf(LoopSpecException.class)
        .hasMessage(
            "loops: no loop is met on the way from the root app.Main#main([Ljava/lang/String;)V,"
                + " and none in any method that it may call");
  }

  @Test
  void onlyBehindTheJdkOrAClassInitialiser() {
    TestApp app =
        TestApp.of(
            """
            class Main extends Thread {
              static int n;
              static { build(); }
              public static void main(String[] a) { new Main().start(); }
              public void run() { while (n < 3) { n++; } }
              static void build() { while (n < 3) { n++; } }
            }
            """);
    assertThatThrownBy(() -> app.plan("auto"))
        .hasMessage(
            "loops: no loop is met on the way from the root app.Main#main([Ljava/lang/String;)V;"
                + " the JDK, a class initialiser or a constructor's super(...) stands before"
                + " app.Main#build()V, app.Main#run()V:"
                + " make what runs the loop the root, by root=class#method");
    assertThat(TestApp.loops(app.plan("app.Main#run", "auto"))).containsExactly("Main.run()V:6");
  }

  @Test
  void loopsInConstructors() {
    TestApp app =
        TestApp.of(
            """
            class Main {
              static int n;
              Main() { while (n < 3) { n++; } build(); }
              public static void main(String[] a) { new Main(); }
              void build() { while (n < 6) { n++; } }
            }
            """);
    Plan plan = app.plan("auto");
    assertThat(TestApp.loops(plan)).containsExactly("Main.<init>()V:4", "Main.build()V:6");
    assertThat(plan.checkedCalls()).contains("app/Main.<init>()V", "build()V");
  }

  /** A pool that is filled in the arguments of {@code this(...)}, as physics engines do. */
  @Test
  void notInTheArgumentsOfSuperAndThis() {
    TestApp app =
        TestApp.of(
            """
            class Main {
              static int n;
              Main(int k) { while (n < k) { n++; } } // marked
              Main(boolean b) {
                this(b ? fill(new Object().hashCode()) : fill(new int[1].length));
                step();
              }
              Main() { super(); step(); }
              static int fill(int k) { for (int i = 0; i < 9; i++) { n += k; } return 9; }
              static int hook() { while (n < 7) { n++; } return 1; } // marked: called late, too
              void step() { while (n < 6) { n++; } } // marked
              public static void main(String[] a) {
                new Main(a == null);
                new Kid();
              }
              static class Kid extends Main {
                int late = hook();
                Kid() { super(hook()); }
              }
            }
            """);
    Plan plan = app.plan("auto");
    assertThat(TestApp.loops(plan))
        .containsExactly("Main.<init>(I)V:4", "Main.hook()I:11", "Main.step()V:12");
    assertThat(TestApp.woven(plan))
        .contains("Main.<init>(Z)V", "Main$Kid.<init>()V")
        .doesNotContain("Main.fill(I)I");
    assertThat(plan.checkedCalls()).doesNotContain("fill(I)I");
    assertThat(plan.notes())
        .extracting(PlanNote::toString)
        .singleElement()
        .satisfies(n -> assertThat(n).startsWith("app.Main$Kid#<init>()V:").contains("super(...)"));
    assertThat(TestApp.loops(app.plan("app.Main#fill"))).containsExactly("Main.fill(I)I:10");
    assertThat(app.plan("app.Main#fill").notes())
        .extracting(PlanNote::toString)
        .anySatisfy(n -> assertThat(n).startsWith("app.Main#<init>(Z)V:").contains("super(...)"))
        .anySatisfy(n -> assertThat(n).startsWith("app.Main#fill(I)I:").contains("stand between"));
  }

  @Test
  void inPlaceOfALoopThatCantBeMarkedThoseInIt() {
    TestApp app = new TestApp(java.util.Map.of("app/Main", IrreducibleClass.bytes()));
    Plan plan = app.plan("auto");
    assertThat(plan.loops().get("app/Main"))
        .singleElement()
        .satisfies(l -> assertThat(l.line()).isEqualTo(20));
    assertThat(plan.notes())
        .singleElement()
        .asString()
        .startsWith("app.Main#main([Ljava/lang/String;)V:30: not marked: ")
        .contains("irreducible");
  }
}
