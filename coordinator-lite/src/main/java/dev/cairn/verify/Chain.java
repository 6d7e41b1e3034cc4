package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.Jdk;
import dev.cairn.verify.JobRunner.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The job in legs, each in a JVM of its own, and compared with what never stops. */
final class Chain {
  private final WholeRuns.Undisturbed undisturbed;
  private final JobRunner runner;
  private final OutcomeComparison outcomes;
  private final StateComparison states;
  private final Findings findings;
  private final Consumer<String> progress;

  /** Whether to look for the place where states part. */
  private final boolean bisect;

  Chain(
      WholeRuns.Undisturbed undisturbed,
      OutcomeComparison outcomes,
      StateComparison states,
      Findings findings,
      Consumer<String> progress,
      boolean bisect) {
    this.undisturbed = undisturbed;
    this.runner = undisturbed.runner();
    this.outcomes = outcomes;
    this.states = states;
    this.findings = findings;
    this.progress = progress;
    this.bisect = bisect;
  }

  /**
   * Runs all legs.
   *
   * @param references what never stops, by JDK and safe point
   */
  void run(List<LegPlan> legs, Map<Jdk, Map<Long, AgentReport.Taken>> references)
      throws IOException, VerdictException {
    runner.beginChain();
    FirstRelease first =
        new FirstRelease(
            legs,
            (jdk, points) ->
                runner.between(() -> undisturbed.runs().reference(jdk, points, undisturbed)));
    int number = 0;
    String from = null;
    for (LegPlan leg : legs) {
      number++;
      progress.accept(
          "leg " + number + "/" + legs.size() + " from " + leg.from() + ", " + leg.variant());
      Run run = run(leg, number, from);
      try {
        if (leg.last()) {
          findings.leg(told(leg, run, null));
          ended(leg, run);
        } else {
          AgentReport.Taken taken = stopped(leg, run);
          findings.leg(told(leg, run, taken));
          sameState(
              leg,
              references.getOrDefault(leg.variant().jdk(), Map.of()).get(leg.to()),
              taken,
              first);
          forget(from);
          from = taken.file();
        }
      } catch (PartedException e) {
        throw located(e, leg, from, first.jdk());
      }
    }
  }

  private Run run(LegPlan leg, int number, @Nullable String from)
      throws IOException, VerdictException {
    AgentOptions options =
        runner
            .counting()
            .with("keep", 1)
            .with("perturb", leg.variant().perturbation())
            .with("resume", from);
    return runner.leg(
        String.format(Locale.ROOT, "leg-%06d", number),
        leg.variant(),
        leg.last() ? options : options.with("stop-at", leg.to() - leg.from()));
  }

  /** What the leg stopped with, if it stopped as it was told to. */
  private static AgentReport.Taken stopped(LegPlan leg, Run run)
      throws IOException, VerdictException, PartedException {
    List<AgentReport.Taken> taken = run.taken();
    if (run.exit() == ExitCode.STOPPED.code()
        && !taken.isEmpty()
        && taken.get(0).reached() == leg.to()) {
      return taken.get(0);
    }
    String where = "at safe point " + leg.to() + " in " + leg.variant() + ": ";
    if (run.refusal().isPresent()) {
      throw new VerdictException(Verdict.REFUSED, where + run.refusal().get());
    }
    wentOn(leg, run);
    throw new PartedException(
        where + "it ended with exit code " + run.exit() + " before that: " + run.lastWords());
  }

  private void ended(LegPlan leg, Run run) throws IOException, VerdictException, PartedException {
    if (run.exit() != undisturbed.run().exit()) {
      wentOn(leg, run);
    }
    Optional<String> difference =
        outcomes.firstDifference(undisturbed.run().outcome(), run.outcome());
    if (difference.isPresent()) {
      throw new PartedException("at the end: " + difference.get());
    }
    long reached = run.report().map(AgentReport::reached).orElse(0L);
    if (reached != undisturbed.safePoints()) {
      throw new PartedException(
          "in the number of safe points: "
              + undisturbed.safePoints()
              + " undisturbed, "
              + reached
              + " in legs");
    }
  }

  private static void wentOn(LegPlan leg, Run run) throws IOException, VerdictException {
    if (run.agentFailed()) {
      throw new VerdictException(
          Verdict.REFUSED,
          "going on from safe point "
              + leg.from()
              + " in "
              + leg.variant()
              + ": "
              + run.lastWords());
    }
  }

  private void sameState(
      LegPlan leg,
      AgentReport.@Nullable Taken expected,
      AgentReport.Taken actual,
      FirstRelease first)
      throws IOException, VerdictException, PartedException {
    Optional<Mismatch> mismatch = states.compare(expected, actual);
    if (mismatch.isEmpty()) {
      return;
    }
    Difference difference = mismatch.get().first();
    AgentReport.Taken begun = first.at(leg);
    if (begun != null && states.compare(begun, actual).isEmpty()) {
      // Which methods of the JDK are woven is the plan's word, and so the first release's.
      String where = difference == null ? "its plan" : difference.text();
      findings.begunWith(
          " what " + first.jdk() + " made, on which the job began: first in " + where);
      return;
    }
    String reference = difference == null || expected == null ? null : expected.file();
    throw new PartedException(
        "at safe point " + leg.to() + ": " + mismatch.get().text(),
        difference,
        reference == null ? null : Path.of(reference));
  }

  /** The same with the place where the states part, which may lie long before. */
  private VerdictException located(
      PartedException e, LegPlan leg, @Nullable String from, Jdk begunOn)
      throws IOException, VerdictException {
    runner.endChain();
    progress.accept("DIFFERENT " + e.text());
    String hint =
        e.reference() == null
            ? ""
            : new Unsteadiness(runner, states.stateDifference(), progress).hint(leg, e.reference());
    if (!bisect) {
      return new VerdictException(Verdict.DIFFERENT, e.text() + hint);
    }
    Parting parting =
        new PartingSearch(runner, states, progress, undisturbed.safePoints())
            .of(leg, from, begunOn, e.first());
    findings.parting(parting);
    String seen = // what came out is worth telling beside the states, a later state is not
        parting
            .place()
            .map(place -> e.first() != null ? place : place + "; " + e.text())
            .orElse(e.text());
    return new VerdictException(Verdict.DIFFERENT, seen + "; " + parting.agreement() + hint);
  }

  /** Snapshots that agreed are not needed again, and may be large: their chunks lie beside them. */
  private static void forget(@Nullable String file) throws IOException {
    Path directory = file == null ? null : Path.of(file).getParent();
    if (directory != null) {
      FileTree.delete(directory);
    }
  }

  private static VerifyResult.Leg told(LegPlan leg, Run run, AgentReport.@Nullable Taken taken) {
    AgentReport.Resumed resumed = run.report().map(AgentReport::resumedFrom).orElse(null);
    return new VerifyResult.Leg(
        leg.from(),
        leg.to(),
        leg.variant().toString(),
        leg.variant().perturbation(),
        taken == null || taken.digest() == null ? "" : taken.digest(),
        taken == null ? 0 : taken.bytes(),
        taken == null ? 0 : taken.pauseMillis(),
        resumed == null ? 0 : resumed.restoreMillis(),
        run.took().toMillis() / 1000.0);
  }
}
