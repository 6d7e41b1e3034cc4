package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootTest {
  private static final String SOURCE =
      """
      class Main {
        static int n;
        static { n = 3; }
        public static void main(String[] args) { helper(1); Job.run(); }
        static void helper(int i) { while (n < i) { n++; } }
        static void helper(long i) { while (n < i) { n++; } }
      }
      class Job {
        static void run() { while (Main.n > 0) { Main.n--; } }
      }
      interface Shape { void area(); }
      class Instance { void main(String[] args) {} void main() {} }
      class Heir extends Main {}
      class None {}
      """;
  private static final TestApp APP = TestApp.of(SOURCE);

  @Test
  void mainByDefaultPerhapsInherited() {
    assertThat(APP.plan("auto").root())
        .isEqualTo(new Plan.Root("app/Main", "main([Ljava/lang/String;)V"));
    assertThat(Planner.plan(APP, "app/Heir", null, null).root().className()).isEqualTo("app/Main");
  }

  @Test
  void named() {
    Plan plan = APP.plan("app.Job#run", "auto");
    assertThat(plan.root().dotted()).isEqualTo("app.Job.run()V");
    assertThat(TestApp.woven(plan)).containsExactly("Job.run()V");
    assertThat(APP.plan("app.Main#helper(J)V", "auto").root().method()).isEqualTo("helper(J)V");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app.Jub#run       | root: no class app.Jub; did you mean app.Job?
          app.Job#rnu       | root: no method app.Job#rnu; did you mean run?
          app.Main#helper   | root 'app.Main#helper' is ambiguous; say one of app.Main#helper(I)V and app.Main#helper(J)V
          app.Shape#area    | root: app.Shape#area is abstract or native and has no code; name the class that implements it
          app.Heir#main     | root: app.Heir#main is inherited; say app.Main#main
          app.Main#<clinit> | root: app.Main#<clinit> is an initialiser, whose frame can't be saved; name the method in it
          app.Main          | root 'app.Main' is not of the form class#method
          """)
  void refuses(String root, String message) {
    assertThatThrownBy(() -> APP.plan(root, "auto"))
        .isInstanceOf(RootException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          app.Mein     | main class: no class app.Mein; did you mean app.Main?; or give root=class#method
          app.None     | app.None has no static void main(String[]); give root=class#method
          app.Instance | app.Instance#main([Ljava/lang/String;)V and app.Instance#main()V is not static void main(String[]), the only main that can be a root; give root=class#method
          """)
  void refusesMain(String main, String message) {
    assertThatThrownBy(() -> Planner.plan(APP, main, null, null))
        .isInstanceOf(RootException.class)
        .hasMessage(message);
  }

  private static final String ANNOTATED =
      """
      import dev.cairn.annotations.*;
      class Main {
        static int n;
        public static void main(String[] args) { First.run(); }
        public static void other(String[] args) { }
      }
      class First {
        @CheckpointJob static void run() { while (Main.n < 3) { Main.n++; } }
      }
      class Second {
        public static void main(String[] args) { First.run(); run(); }
        @CheckpointJob static void run() { while (Main.n < 3) { Main.n++; } }
      }
      class Third {
        public static void main(String[] args) { while (Main.n < 3) { Main.n++; } }
      }
      """;

  @Test
  void annotatedWhereMainLeadsThere() {
    TestApp app = TestApp.of(ANNOTATED);
    Plan plan = app.plan(null);
    assertThat(plan.root().dotted()).isEqualTo("app.First.run()V");
    Plan third = Planner.plan(app, "app.Third", null, null);
    assertThat(third.root().className()).isEqualTo("app/Third");
    assertThat(third.notes())
        .extracting(PlanNote::reason)
        .contains(
            "@CheckpointJob is not the root, since no call seen leads here from main;"
                + " root=app.First#run()V makes it the root");
    assertThatThrownBy(() -> Planner.plan(app, "app.Second", null, null))
        .hasMessage(
            "several methods carry @CheckpointJob: app.First#run()V and app.Second#run()V;"
                + " give root=class#method");
  }
}
