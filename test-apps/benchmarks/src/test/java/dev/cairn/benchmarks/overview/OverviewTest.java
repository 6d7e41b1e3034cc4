package dev.cairn.benchmarks.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverviewTest {
  private static final String PAGE =
      """
      # What a start costs

      Written by `test-apps/benchmarks/start-up`; not edited by hand.

      - commit: 1bcc3df with changes not committed
      - machine: some machine

      How the goal was met, in prose, is no goal, nor is a metric in a list:

      - metrics of the run

      | classes | ms | goal |
      |--:|--:|---|
      | 100 | 190 | 20 %: met |
      | 1,000 | 414 | 20 %: met |
      | 2,000 | 500 | 20 %: met | 2 %: **missed** |
      | 3,000 | 500 | |

      - median: 1.011, goal at most 1.02: met
      - worst: 1.300, goal at most 1.10: **missed**

      ![From start to end](start-up.svg)
      """;

  @Test
  void tellsAPageInShort() {
    PageSummary page = PageSummary.of(PAGE);
    assertThat(
            Overview.section("start-up", Optional.of(page), "1bcc3df with changes not committed"))
        .containsExactly(
            "",
            "## [What a start costs](start-up.md)",
            "",
            "Made by `test-apps/benchmarks/start-up`.",
            "",
            "- median: 1.011, goal at most 1.02: met",
            "- worst: 1.300, goal at most 1.10: **missed**",
            "- goals in its table: 3 met, 1 **missed**",
            "",
            "![From start to end](start-up.svg)");
  }

  @Test
  void saysWhatIsOfAnotherCommit() {
    assertThat(Overview.section("start-up", Optional.of(PageSummary.of(PAGE)), "other"))
        .contains("**Of another commit**: 1bcc3df with changes not committed.");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(Overview.section("start-up", Optional.empty(), "1bcc3df"))
        .contains("There is no such page: `test-apps/benchmarks/start-up` makes it.");
  }

  @Test
  void aTextWithoutHeadIsNoPage() {
    assertThatThrownBy(() -> PageSummary.of("# Title\n")).hasMessageContaining("Written by");
  }
}
