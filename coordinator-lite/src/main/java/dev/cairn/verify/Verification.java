package dev.cairn.verify;

import dev.cairn.launch.Jdk;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs a job C0 to Cf whole, and again in legs, and compares.
 *
 * <pre>
 *   plain        C0 ------------------------------------------> Cf   no agent
 *   undisturbed  C0 ------------------------------------------> Cf   counts the safe points T
 *   reference    C0 -----n1--------n2----------------n3-------> Cf   one JVM, a snapshot at each
 *   chain        C0 -----n1| JVM 2  n2| JVM 3        n3| JVM 4 -> Cf   stops at each
 * </pre>
 *
 * At each stop the chain's state digest must be the reference's; at the end standard output, exit
 * code and files must be the undisturbed run's. Where digests part, the last safe point is looked
 * for at which they still agree, and the two snapshots after it are walked for the first object
 * path that differs.
 *
 * <p>There is a reference for each JDK that legs run on, with the snapshots those legs are compared
 * with: two releases may hold the same list in differently named fields.
 */
public final class Verification {
  /** The interpreter is slow; a leg is short if it takes no longer than this in it. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  private final VerifyRequest request;
  private final StateComparison states;
  private final Consumer<String> progress;
  private final OutcomeComparison outcomes;
  private final Findings findings;

  private Verification(
      VerifyRequest request, StateDifference stateDifference, Consumer<String> progress) {
    this.request = request;
    this.states = new StateComparison(stateDifference, !request.except().isEmpty());
    this.progress = progress;
    this.outcomes = new OutcomeComparison(request.compareErrors(), request.exceptLines());
    this.findings = new Findings(request);
  }

  /**
   * Verifies; never throws for what the job or the agent does.
   *
   * @param progress told what is being done, one short line each
   * @param keep whether to keep all files, and not only where something was amiss
   */
  public static VerifyResult run(
      VerifyRequest request,
      StateDifference stateDifference,
      Consumer<String> progress,
      boolean keep)
      throws IOException {
    try (TemporaryFolder folder = TemporaryFolder.create("cairn-verify-")) {
      JobRunner runner =
          new JobRunner(
              request,
              Workspace.create(folder.path(), request.inputs()),
              WholeRuns.firstTimeout(request));
      VerifyResult result = new Verification(request, stateDifference, progress).verify(runner);
      if (keep || result.verdict() == Verdict.DIFFERENT) {
        folder.keep();
        progress.accept("files kept in " + folder.path());
      }
      return result;
    }
  }

  private VerifyResult verify(JobRunner runner) throws IOException {
    try {
      wholeAndInLegs(runner);
      return findings.identical();
    } catch (VerdictException e) {
      return findings.amiss(e);
    }
  }

  private void wholeAndInLegs(JobRunner runner) throws IOException, VerdictException {
    WholeRuns.Undisturbed undisturbed =
        new WholeRuns(request, runner, outcomes, findings, progress).undisturbed();
    List<LegPlan> planned = plan(undisturbed);
    findings.chain(planned);
    Map<Jdk, Map<Long, AgentReport.Taken>> references = new HashMap<>();
    Map<Jdk, HadStops> had = new HashMap<>();
    for (Jdk jdk : planned.stream().map(leg -> leg.variant().jdk()).distinct().toList()) {
      long[] points =
          planned.stream()
              .filter(leg -> !leg.last() && leg.variant().jdk().equals(jdk))
              .mapToLong(LegPlan::to)
              .toArray();
      if (points.length > 0) {
        List<AgentReport.Taken> taken = undisturbed.runs().reference(jdk, points, undisturbed);
        references.put(
            jdk, taken.stream().collect(Collectors.toMap(AgentReport.Taken::reached, t -> t)));
        had.put(jdk, HadStops.of(points, WholeRuns.reached(taken), undisturbed.safePoints()));
      }
    }
    List<LegPlan> chain = LegPlan.moved(planned, had);
    findings.chain(chain);
    findings.late(had.values().stream().mapToInt(HadStops::late).sum());
    new Chain(undisturbed, outcomes, states, findings, progress, request.bisect())
        .run(chain, references);
  }

  private List<LegPlan> plan(WholeRuns.Undisturbed undisturbed) {
    long total = undisturbed.safePoints();
    Duration whole = undisturbed.run().took();
    return LegPlan.chain(
        StopChoice.choose(total, request.stops(), request.seed()),
        total,
        new VariantDeck(request.jdks(), request.java().options(), request.seed()),
        points ->
            whole.toMillis() * ((double) points / total) * LegPlan.INTERPRETER_FACTOR
                <= SHORT.toMillis());
  }
}
