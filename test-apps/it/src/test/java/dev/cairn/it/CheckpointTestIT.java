package dev.cairn.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.cairn.it.harness.Installation;
import dev.cairn.junit.CheckpointTest;
import dev.cairn.targets.broken.JvmFactsJob;
import dev.cairn.targets.broken.SleepJob;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** {@code @CheckpointTest} passes where the job is moveable, and says why where it is not. */
class CheckpointTestIT {
  /** Tests of a project that uses Cairn; run by those below. */
  static final class OfAProject {
    private static int bodies;

    @CheckpointTest(main = SleepJob.class, stops = 1)
    void moveable() {
      bodies++;
    }

    @CheckpointTest(main = JvmFactsJob.class, stops = 1, seed = 11)
    void broken() {
      bodies++;
    }
  }

  @BeforeAll
  static void whereCairnIs() {
    System.setProperty("cairn.home", Installation.ROOT.toString());
  }

  private static TestExecutionSummary run(String method) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(OfAProject.class, method))
                .build(),
            listener);
    return listener.getSummary();
  }

  @Test
  void passes() {
    int before = OfAProject.bodies;
    TestExecutionSummary summary = run("moveable");
    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(OfAProject.bodies).isEqualTo(before + 1);
  }

  @Test
  void failsWithTheFirstPathThatDiffers() {
    List<TestExecutionSummary.Failure> failures = run("broken").getFailures();
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).getException())
        .isInstanceOf(AssertionError.class)
        .hasMessageStartingWith(
            JvmFactsJob.class.getName() + " is not moveable: it is not resumed exactly\n")
        .hasMessageMatching("(?s).*\n  verify: DIFFERENT at safe point \\d+: .*seen\\[\\d+\\].*")
        .hasMessageContaining("\n  again: ")
        .hasMessageContaining(" verify --stops 1 --seed 11 -- -cp ");
  }
}
