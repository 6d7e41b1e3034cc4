package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.Jdk;
import dev.cairn.verify.JobRunner.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The runs from C0 to Cf that are never stopped: plain, undisturbed, and with snapshots. */
final class WholeRuns {
  /** How many times longer than the plain run any other may take: the interpreter is slow. */
  private static final int SLOWER = 2 * LegPlan.INTERPRETER_FACTOR;

  private static final String UNDISTURBED = "undisturbed";
  private static final Duration LEAST_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration FIRST_TIMEOUT = Duration.ofHours(24);

  private final VerifyRequest request;
  private final JobRunner runner;
  private final OutcomeComparison comparison;
  private final Findings findings;
  private final Consumer<String> progress;

  WholeRuns(
      VerifyRequest request,
      JobRunner runner,
      OutcomeComparison comparison,
      Findings findings,
      Consumer<String> progress) {
    this.request = request;
    this.runner = runner;
    this.comparison = comparison;
    this.findings = findings;
    this.progress = progress;
  }

  /** How long one JVM may take before anything is known of the job. */
  static Duration firstTimeout(VerifyRequest request) {
    return request.timeout() == null ? FIRST_TIMEOUT : request.timeout();
  }

  private static Duration timeout(@Nullable Duration given, Duration plain) {
    Duration scaled = plain.multipliedBy(SLOWER);
    return given != null ? given : scaled.compareTo(LEAST_TIMEOUT) > 0 ? scaled : LEAST_TIMEOUT;
  }

  /**
   * What all is compared with.
   *
   * @param runs the same, with a time limit drawn from the plain run
   */
  record Undisturbed(WholeRuns runs, JobRunner runner, Run run, long safePoints) {}

  /** Runs it without the agent, and under it. */
  Undisturbed undisturbed() throws IOException, VerdictException {
    progress.accept("plain run, without agent");
    JvmVariant asItComes = new JvmVariant(request.jdks().get(0), List.of(), 0);
    Run plain = runner.whole("plain", asItComes, null);
    JobRunner limited = runner.within(timeout(request.timeout(), plain.took()));

    progress.accept("undisturbed run under the agent (plain took " + seconds(plain) + " s)");
    Run undisturbed = limited.whole(UNDISTURBED, asItComes, limited.counting());
    JobRunner replaying = limited.replaying(UNDISTURBED);
    ranUnderTheAgent(undisturbed, plain, "the undisturbed run under the agent");
    findings.plain(comparedWithPlain(plain, undisturbed, asItComes, replaying));
    long safePoints = undisturbed.report().map(AgentReport::reached).orElse(0L);
    findings.safePoints(safePoints);
    if (safePoints == 0) {
      throw new VerdictException(
          Verdict.NOT_RUN, "the job reached no safe point: name its loop with --loops");
    }
    WholeRuns runs = new WholeRuns(request, replaying, comparison, findings, progress);
    return new Undisturbed(runs, replaying, undisturbed, safePoints);
  }

  /**
   * What {@code math=strict} and {@code identity=job} alone change is no sign of a fault: the run
   * is made without them.
   */
  private String comparedWithPlain(Run plain, Run undisturbed, JvmVariant asItComes, JobRunner runs)
      throws IOException, VerdictException {
    Optional<String> difference =
        comparison.firstDifference(plain.outcome(), undisturbed.outcome());
    if (difference.isEmpty()
        || ("platform".equals(request.plan().value("math"))
            && "host".equals(request.plan().value("identity")))) {
      return difference.orElse("equal");
    }
    progress.accept(
        "undisturbed run with the host's math and identity hashes, since it differs from the plain"
            + " run");
    AgentOptions host = runs.counting().with("math", "platform").with("identity", "host");
    Run platform = runs.whole("platform", asItComes, host);
    return comparison.firstDifference(plain.outcome(), platform.outcome()).isEmpty()
        ? "equal with math=platform and identity=host; the defaults, strict and job, change "
            + difference.get()
        : difference.get();
  }

  /**
   * One JVM that is never stopped, but snapshots at each of {@code points}, or soon after where one
   * is refused.
   */
  List<AgentReport.Taken> reference(Jdk jdk, long[] points, Undisturbed undisturbed)
      throws IOException, VerdictException {
    progress.accept(
        "reference run in "
            + jdk
            + ", "
            + points.length
            + " snapshots, "
            + undisturbed.safePoints()
            + " safe points");
    String at = Arrays.stream(points).mapToObj(Long::toString).collect(Collectors.joining(":"));
    Run run =
        runner.whole(
            "reference-" + jdk.feature() + "-" + points[0],
            new JvmVariant(jdk, List.of(), 0),
            runner.counting().with("keep", points.length).with("snapshot-at", at));
    ranUnderTheAgent(run, undisturbed.run(), "the reference run in " + jdk);
    List<AgentReport.Taken> taken = run.taken();
    if (!HadStops.of(points, reached(taken), undisturbed.safePoints()).soon()) {
      throw new VerdictException(
          Verdict.REFUSED,
          run.refusal()
              .orElse(
                  taken.size()
                      + " of "
                      + points.length
                      + " snapshots were taken, no reason given"));
    }
    Optional<String> difference =
        comparison.firstDifference(undisturbed.run().outcome(), run.outcome());
    if (difference.isPresent()) {
      throw new VerdictException(
          Verdict.DIFFERENT, "with snapshots taken on the way in " + jdk + ": " + difference.get());
    }
    run.refusal().ifPresent(findings::refusedFirst);
    return taken;
  }

  static long[] reached(List<AgentReport.Taken> taken) {
    return taken.stream().mapToLong(AgentReport.Taken::reached).toArray();
  }

  private static void ranUnderTheAgent(Run run, Run before, String what)
      throws IOException, VerdictException {
    if (run.report().isEmpty() || (run.agentFailed() && run.exit() != before.exit())) {
      throw new VerdictException(
          Verdict.NOT_RUN, what + " ended with exit code " + run.exit() + ": " + run.lastWords());
    }
  }

  private static String seconds(Run run) {
    return String.format(Locale.ROOT, "%.1f", run.took().toMillis() / 1000.0);
  }
}
