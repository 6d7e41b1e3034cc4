package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.ExitCode;
import dev.cairn.launch.Jdk;
import dev.cairn.verify.JobRunner.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
 * code and files must be the undisturbed run's. Where digests part, the two snapshots are walked
 * for the first object path that differs.
 *
 * <p>There is a reference for each JDK that legs run on, with the snapshots those legs are compared
 * with: two releases may hold the same list in differently named fields.
 */
public final class Verification {
  /** The interpreter is some 30 times slower; a leg is short if it takes no longer than this so. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  private static final int INTERPRETER_FACTOR = 30;
  private static final Duration LEAST_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration FIRST_TIMEOUT = Duration.ofHours(24);

  private final VerifyRequest request;
  private final StateDifference stateDifference;
  private final Consumer<String> progress;
  private final JobRunner runner;
  private final OutcomeComparison comparison;

  private String plainText = "";
  private long safePoints;
  private long[] stops = {};
  private final List<VerifyResult.Leg> legs = new ArrayList<>();
  private int configurations;
  private int late;
  private String lateReason = "";
  private int begun;
  private String begunWith = "";

  private Verification(
      VerifyRequest request,
      StateDifference stateDifference,
      Consumer<String> progress,
      JobRunner runner) {
    this.request = request;
    this.stateDifference = stateDifference;
    this.progress = progress;
    this.runner = runner;
    this.comparison = new OutcomeComparison(request.compareErrors(), request.exceptLines());
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
      JobRunner runner = new JobRunner(request, Workspace.create(folder.path(), request.inputs()));
      VerifyResult result = new Verification(request, stateDifference, progress, runner).verify();
      if (keep || result.verdict() == Verdict.DIFFERENT) {
        folder.keep();
        progress.accept("files kept in " + folder.path());
      }
      return result;
    }
  }

  private VerifyResult verify() throws IOException {
    try {
      wholeAndInLegs();
    } catch (VerdictException e) {
      return result(e.verdict(), e.text() + hint(e.verdict()));
    }
    return result(
        Verdict.IDENTICAL,
        String.format(
            Locale.ROOT,
            "(%d safe points, %d stops, %d JVMs, seed %d%s%s%s)",
            safePoints,
            stops.length,
            configurations,
            request.seed(),
            leftOut(),
            cameLate(),
            begunWith()));
  }

  private String begunWith() {
    return begun == 0
        ? ""
        : ", " + begun + (begun == 1 ? " state holds" : " states hold") + begunWith;
  }

  private String cameLate() {
    return late == 0
        ? ""
        : ", "
            + late
            + (late == 1 ? " stop" : " stops")
            + " came late: refused first because "
            + lateReason;
  }

  private String leftOut() {
    String state =
        request.except().isEmpty()
            ? ""
            : ", but for the state of " + String.join(", ", request.except());
    return request.exceptLines().isEmpty()
        ? state
        : state
            + ", but for lines of output with "
            + request.exceptLines().stream()
                .map(Pattern::pattern)
                .collect(Collectors.joining(", "));
  }

  /** Where even two whole runs differ, that is worth more than where the legs do. */
  private String hint(Verdict verdict) {
    boolean differs = !plainText.isEmpty() && !plainText.startsWith("equal");
    return verdict == Verdict.DIFFERENT && differs
        ? " (the whole runs differ already: does the job depend on time, chance or its"
            + " environment?)"
        : "";
  }

  private VerifyResult result(Verdict verdict, String message) {
    return new VerifyResult(
        verdict,
        message,
        plainText,
        safePoints,
        Arrays.stream(stops).boxed().toList(),
        late,
        configurations,
        request.seed(),
        List.copyOf(legs));
  }

  private void wholeAndInLegs() throws IOException, VerdictException {
    progress.accept("plain run, without agent");
    JvmVariant asItComes = new JvmVariant(request.jdks().get(0), List.of(), 0);
    Duration first = request.timeout() == null ? FIRST_TIMEOUT : request.timeout();
    Run plain = runner.whole("plain", asItComes, null, first);
    Duration timeout = timeout(plain.took());

    progress.accept("undisturbed run under the agent (plain took " + seconds(plain) + " s)");
    Run undisturbed = runner.whole("undisturbed", asItComes, counting(), timeout);
    ranUnderTheAgent(undisturbed, plain, "the undisturbed run under the agent");
    plainText = comparedWithPlain(plain, undisturbed, asItComes, timeout);
    safePoints = undisturbed.report().map(AgentReport::reached).orElse(0L);
    if (safePoints == 0) {
      throw new VerdictException(
          Verdict.NOT_RUN, "the job reached no safe point: name its loop with --loops");
    }

    stops = StopChoice.choose(safePoints, request.stops(), request.seed());
    VariantDeck deck = new VariantDeck(request.jdks(), request.java().options(), request.seed());
    List<LegPlan> chain =
        LegPlan.chain(stops, safePoints, deck, points -> isShort(points, undisturbed.took()));
    Map<Jdk, Map<Long, AgentReport.Taken>> references = new HashMap<>();
    Map<Jdk, HadStops> had = new HashMap<>();
    for (Jdk jdk : chain.stream().map(leg -> leg.variant().jdk()).distinct().toList()) {
      long[] points =
          chain.stream()
              .filter(leg -> !leg.last() && leg.variant().jdk().equals(jdk))
              .mapToLong(LegPlan::to)
              .toArray();
      if (points.length > 0) {
        List<AgentReport.Taken> taken = reference(jdk, points, undisturbed, timeout);
        references.put(
            jdk, taken.stream().collect(Collectors.toMap(AgentReport.Taken::reached, t -> t)));
        had.put(jdk, HadStops.of(points, reached(taken), safePoints));
      }
    }
    chain = LegPlan.moved(chain, had);
    stops = chain.stream().filter(leg -> !leg.last()).mapToLong(LegPlan::to).toArray();
    late = had.values().stream().mapToInt(HadStops::late).sum();
    configurations =
        (int) chain.stream().map(leg -> leg.variant().configuration()).distinct().count();
    chain(chain, references, undisturbed, timeout);
  }

  /** What {@code math=strict} alone changes is no sign of a fault: the run is made without it. */
  private String comparedWithPlain(
      Run plain, Run undisturbed, JvmVariant asItComes, Duration timeout)
      throws IOException, VerdictException {
    Optional<String> difference =
        comparison.firstDifference(plain.outcome(), undisturbed.outcome());
    if (difference.isEmpty() || "platform".equals(request.plan().value("math"))) {
      return difference.orElse("equal");
    }
    progress.accept("undisturbed run with math=platform, since it differs from the plain run");
    Run platform =
        runner.whole("platform", asItComes, counting().with("math", "platform"), timeout);
    return comparison.firstDifference(plain.outcome(), platform.outcome()).isEmpty()
        ? "equal with math=platform; math=strict, the default, changes " + difference.get()
        : difference.get();
  }

  private static long[] reached(List<AgentReport.Taken> taken) {
    return taken.stream().mapToLong(AgentReport.Taken::reached).toArray();
  }

  /**
   * One JVM that is never stopped, but snapshots at each of {@code points}, or soon after where one
   * is refused.
   */
  private List<AgentReport.Taken> reference(
      Jdk jdk, long[] points, Run undisturbed, Duration timeout)
      throws IOException, VerdictException {
    progress.accept(
        "reference run in "
            + jdk
            + ", "
            + points.length
            + " snapshots, "
            + safePoints
            + " safe points");
    String at = Arrays.stream(points).mapToObj(Long::toString).collect(Collectors.joining(":"));
    Run run =
        runner.whole(
            "reference-" + jdk.feature() + "-" + points[0],
            new JvmVariant(jdk, List.of(), 0),
            counting().with("keep", points.length).with("snapshot-at", at),
            timeout);
    ranUnderTheAgent(run, undisturbed, "the reference run in " + jdk);
    List<AgentReport.Taken> taken = run.taken();
    if (!HadStops.of(points, reached(taken), safePoints).soon()) {
      throw new VerdictException(
          Verdict.REFUSED,
          run.refusal()
              .orElse(
                  taken.size()
                      + " of "
                      + points.length
                      + " snapshots were taken, no reason given"));
    }
    same("with snapshots taken on the way in " + jdk, undisturbed, run);
    run.refusal().ifPresent(why -> lateReason = lateReason.isEmpty() ? why : lateReason);
    return taken;
  }

  private void chain(
      List<LegPlan> chain,
      Map<Jdk, Map<Long, AgentReport.Taken>> references,
      Run undisturbed,
      Duration timeout)
      throws IOException, VerdictException {
    runner.beginChain();
    FirstRelease first =
        new FirstRelease(
            chain,
            (jdk, points) -> runner.between(() -> reference(jdk, points, undisturbed, timeout)));
    String from = null;
    for (LegPlan leg : chain) {
      int number = legs.size() + 1;
      progress.accept(
          "leg " + number + "/" + chain.size() + " from " + leg.from() + ", " + leg.variant());
      AgentOptions options = counting().with("keep", 1);
      options = options.with("perturb", leg.variant().perturbation()).with("resume", from);
      options = leg.last() ? options : options.with("stop-at", leg.to() - leg.from());
      Run run =
          runner.leg(
              String.format(Locale.ROOT, "leg-%06d", number), leg.variant(), options, timeout);
      if (leg.last()) {
        legs.add(told(leg, run, null));
        ended(leg, run, undisturbed);
      } else {
        AgentReport.Taken taken = stopped(leg, run);
        legs.add(told(leg, run, taken));
        AgentReport.Taken reference =
            references.getOrDefault(leg.variant().jdk(), Map.of()).get(leg.to());
        sameState(leg, reference, taken, first, timeout);
        forget(from);
        forget(reference == null ? null : reference.file());
        from = taken.file();
      }
    }
  }

  /** What the leg stopped with, if it stopped as it was told to. */
  private static AgentReport.Taken stopped(LegPlan leg, Run run)
      throws IOException, VerdictException {
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
    throw new VerdictException(
        Verdict.DIFFERENT,
        where + "it ended with exit code " + run.exit() + " before that: " + run.lastWords());
  }

  private void ended(LegPlan leg, Run run, Run undisturbed) throws IOException, VerdictException {
    if (run.exit() != undisturbed.exit()) {
      wentOn(leg, run);
    }
    same("at the end", undisturbed, run);
    long reached = run.report().map(AgentReport::reached).orElse(0L);
    if (reached != safePoints) {
      throw new VerdictException(
          Verdict.DIFFERENT,
          "in the number of safe points: " + safePoints + " undisturbed, " + reached + " in legs");
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
      FirstRelease first,
      Duration timeout)
      throws IOException, VerdictException {
    String digest = expected == null ? null : expected.digest();
    if (digest != null && digest.equals(actual.digest())) {
      return;
    }
    String path = "state digest " + digest + " != " + actual.digest();
    if (expected != null && expected.file() != null && actual.file() != null) {
      Path reference = Path.of(expected.file());
      String found = stateDifference.first(reference, Path.of(actual.file()));
      if (found == null && !request.except().isEmpty()) {
        return;
      }
      if (isOf(first, leg, actual)) {
        begun++;
        String where = found == null ? "its plan" : found; // which names methods of that JDK
        String kept = " what " + first.jdk() + " made, on which the job began: first in " + where;
        begunWith = begunWith.isEmpty() ? kept : begunWith;
        return;
      }
      if (found != null) {
        Unsteadiness runs = new Unsteadiness(runner, stateDifference, progress, counting());
        path = found + runs.hint(leg, reference, timeout);
      }
    }
    throw new VerdictException(Verdict.DIFFERENT, "at safe point " + leg.to() + ": " + path);
  }

  private boolean isOf(FirstRelease first, LegPlan leg, AgentReport.Taken actual)
      throws IOException, VerdictException {
    AgentReport.Taken there = first.at(leg);
    if (there == null || there.file() == null || actual.file() == null) {
      return false;
    }
    return Objects.equals(there.digest(), actual.digest())
        || (!request.except().isEmpty()
            && stateDifference.first(Path.of(there.file()), Path.of(actual.file())) == null);
  }

  private void same(String where, Run expected, Run actual) throws IOException, VerdictException {
    Optional<String> difference = comparison.firstDifference(expected.outcome(), actual.outcome());
    if (difference.isPresent()) {
      throw new VerdictException(Verdict.DIFFERENT, where + ": " + difference.get());
    }
  }

  private static void ranUnderTheAgent(Run run, Run before, String what)
      throws IOException, VerdictException {
    if (run.report().isEmpty() || (run.agentFailed() && run.exit() != before.exit())) {
      throw new VerdictException(
          Verdict.NOT_RUN, what + " ended with exit code " + run.exit() + ": " + run.lastWords());
    }
  }

  /** Exact counts, and no snapshot but those asked for. */
  private AgentOptions counting() {
    return request.plan().with("every", "0");
  }

  private Duration timeout(Duration plain) {
    if (request.timeout() != null) {
      return request.timeout();
    }
    Duration scaled = plain.multipliedBy(2L * INTERPRETER_FACTOR);
    return scaled.compareTo(LEAST_TIMEOUT) > 0 ? scaled : LEAST_TIMEOUT;
  }

  private boolean isShort(long points, Duration whole) {
    double share = (double) points / safePoints;
    return whole.toMillis() * share * INTERPRETER_FACTOR <= SHORT.toMillis();
  }

  /** Snapshots that agreed are not needed again, and may be large. */
  private static void forget(@Nullable String file) throws IOException {
    if (file != null) {
      Files.deleteIfExists(Path.of(file));
    }
  }

  private static String seconds(Run run) {
    return String.format(Locale.ROOT, "%.1f", run.took().toMillis() / 1000.0);
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
