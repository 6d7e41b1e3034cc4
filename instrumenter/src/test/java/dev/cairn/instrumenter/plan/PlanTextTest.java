package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTextTest {
  private static final String SOURCE =
      """
      import dev.cairn.annotations.*;
      class Main {
        static { new Main().go(); }
        public static void main(String[] args) {
          for (@CheckpointLoop int step = 0; step < 3; step++) { new Main().go(); }
        }
        void go() {
          while (true) {
            Cairn.safePoint();
          }
        }
      }
      """;

  private static final String TEXT =
      """
      cairn-plan 1
      spec annotated;\\u0020app.Main#go
      poll AUTOMATIC
      root app/Main main([Ljava/lang/String;)V
      loop app/Main go()V 0 10 -1 app.Main#go
      loop app/Main main([Ljava/lang/String;)V 0 6 1 @CheckpointLoop\\u0020step
      weave app/Main go()V
      weave app/Main main([Ljava/lang/String;)V
      check go()V
      check main([Ljava/lang/String;)V
      note app/Main <clinit>()V 4 %s
      end
      """
          .formatted(
              ("not woven, though a safe point may be reached from here: " + Planner.INITIALIZER)
                  .replace(" ", "\\u0020"));

  private static final Plan PLAN = TestApp.of(SOURCE).plan("annotated; app.Main#go");

  @Test
  void golden() {
    assertThat(PLAN.toText()).isEqualTo(TEXT);
    assertThat(Plan.parse(TEXT)).isEqualTo(PLAN);
  }

  @Test
  void explained() {
    assertThat(PLAN.explain())
        .isEqualTo(
            """
            root    app.Main.main([Ljava/lang/String;)V
            loops   annotated; app.Main#go
            poll    automatic

            2 marked loops, each a safe point:
              app.Main
                go()V  line 10  loop 0  app.Main#go
                main([Ljava/lang/String;)V  line 6  loop 0  @CheckpointLoop step
            2 methods woven, from the root to the safe points:
              app.Main
                go()V
                main([Ljava/lang/String;)V  root
            2 kinds of calls checked in them:
              go()V
              main([Ljava/lang/String;)V
            1 note:
              app.Main#<clinit>()V:4: not woven, though a safe point may be reached from here: %s
            """
                .formatted(Planner.INITIALIZER));
  }

  @Test
  void theWeaversView() {
    ClassPlan plan = PLAN.forClass("app/Main");
    assertThat(plan.rootMethod()).isEqualTo("main([Ljava/lang/String;)V");
    assertThat(plan.wovenMethods()).containsExactlyInAnyOrder("go()V", plan.rootMethod());
    assertThat(plan.loops()).extracting(MarkedLoop::line).containsExactly(10, 6);
    assertThat(plan.guardInitializer()).isTrue();
    assertThat(PLAN.forClass("app/Other")).isEqualTo(ClassPlan.guardOnly("app/Other"));
    assertThat(PLAN.withPoll(PollKind.EXACT).poll()).isEqualTo(PollKind.EXACT);
    assertThat(PLAN.withPoll(PollKind.AUTOMATIC)).isEqualTo(PLAN);
  }

  @Test
  void theSameOnEveryRun() {
    assertThat(TestApp.of(SOURCE).plan("annotated; app.Main#go").toText()).isEqualTo(TEXT);
  }

  @Test
  void namesThatNoCompilerGives() {
    String odd = " \\u0020\n\u0000é\ud800 日";
    Plan plan =
        new Plan(
            odd,
            PollKind.EXACT,
            new Plan.Root(odd, odd),
            Map.of(odd, Set.of(new MarkedLoop(odd, 0, -1, -1, ""))),
            Map.of(odd, Set.of(odd, "")),
            Set.of(odd, ""),
            Set.of(new PlanNote(odd, "", -1, odd)));
    assertThat(plan.toText()).matches("[ -~\n]*");
    Plan back = Plan.parse(plan.toText());
    assertThat(back).isEqualTo(plan);
    assertThat(back.spec()).isEqualTo(odd);
    assertThat(back.loops()).isEqualTo(plan.loops());
    assertThat(back.notes()).isEqualTo(plan.notes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cairn-plan 1      | cairn-plan 2       | the text is no plan of this version: it does not begin with 'cairn-plan 1'
          end               | ''                 | the plan is cut off: its last line is not 'end'
          poll AUTOMATIC    | poll OFTEN         | line 3 of the plan names no kind of poll
          go()V 0 10        | go()V -1 10        | line 5 of the plan holds a negative number
          go()V 0 10        | go()V 0 65536      | line 5 of the plan holds a bad number
          go()V 0 10        | go()V 0 9999999999 | line 5 of the plan holds a bad number
          \\u0020step       | \\u00              | line 6 of the plan holds a bad escape
          check go()V       | chuck go()V        | line 9 of the plan is no line of a plan
          check go()V       | check go()V x      | line 9 of the plan is no line of a plan
          check go()V       | check xgo()V       | the plan is not in canonical form: it was changed or damaged
          \\u0020step       | \\u0073tep         | the plan is not in canonical form: it was changed or damaged
          weave app/Main go | weave app/Main no  | the plan contradicts itself: a marked loop's method is not woven: MarkedLoop[method=go()V, ordinal=0, line=10, counterSlot=-1, why=app.Main#go]
          root app/Main m   | root app/Main n    | the plan contradicts itself: the root is not woven
          poll AUTOMATIC    | check zzz          | the plan lacks its spec, poll or root
          """)
  void refuses(String there, String instead, String message) {
    assertThat(TEXT).contains(there);
    assertThatThrownBy(() -> Plan.parse(TEXT.replace(there, instead)))
        .isInstanceOf(PlanFormatException.class)
        .hasMessage(message);
  }

  /** Whatever is done to the text: the same plan, or one refusal. */
  @Test
  void damagedAnywhere() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(TEXT);
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, (char) random.nextInt(128));
        case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
        default -> text.insert(at, (char) random.nextInt(128));
      }
      try {
        assertThat(Plan.parse(text.toString()).toText()).isEqualTo(text.toString());
      } catch (PlanFormatException refused) {
        assertThat(refused.getMessage()).as("seed %d, round %d", seed, i).doesNotContain("\n");
      }
    }
  }
}
