package dev.cairn.instrumenter.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan that goes to another release, whose JDK sorts by a method that this one's hasn't. */
class PlanOfTwoReleasesTest {
  private static final String MAIN = "main([Ljava/lang/String;)V";
  private static final String SORT = "sort(Ljava/util/Comparator;)V";
  private static final String RANGE = "sortRange(Ljava/util/Comparator;II)V";
  private static final String LIST = "java/util/ArrayList";
  private static final String OF_HERE = "java/util/TimSort";

  private static Plan plan(Map<String, Set<String>> woven, Set<String> checked) {
    return new Plan(
        "default",
        PollKind.AUTOMATIC,
        new Plan.Root("app/Main", MAIN),
        Map.of(),
        woven,
        checked,
        Set.of());
  }

  @Test
  void hasTheJdksMethodsOfBothAndTheJobsOfItsOwn() {
    Plan here =
        plan(
            Map.of("app/Main", Set.of(MAIN), LIST, Set.of(SORT), OF_HERE, Set.of("sort()V")),
            Set.of(SORT));
    Plan there =
        plan(
            Map.of("app/Main", Set.of(MAIN, "other()V"), LIST, Set.of(SORT, RANGE)),
            Set.of(SORT, RANGE));
    Plan both = here.withPlatformOf(there);
    assertThat(both.wovenMethods().get("app/Main")).containsExactly(MAIN);
    assertThat(both.wovenMethods().get(LIST)).containsExactly(SORT, RANGE);
    assertThat(both.wovenMethods().get(OF_HERE)).containsExactly("sort()V");
    assertThat(both.checkedCalls()).containsExactly(SORT, RANGE);
    assertThat(Plan.parse(both.toText())).isEqualTo(both);
    assertThat(both.withPlatformOf(there)).isEqualTo(both);
  }
}
