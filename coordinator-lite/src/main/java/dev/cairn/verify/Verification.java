package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import dev.cairn.launch.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
 */
public final class Verification {
  /** The interpreter is some 30 times slower; a leg is short if it takes no longer than this so. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  private static final int INTERPRETER_FACTOR = 30;
  private static final Duration LEAST_TIMEOUT = Duration.ofMinutes(2);

  private final VerifyRequest request;
  private final StateDifference stateDifference;
  private final Consumer<String> progress;
  private final Workspace workspace;
  private final OutcomeComparison comparison;

  private String plainText = "";
  private long safePoints;
  private long[] stops = {};
  private final List<VerifyResult.Leg> legs = new ArrayList<>();
  private final Set<String> configurations = new HashSet<>();

  private Verification(
      VerifyRequest request,
      StateDifference stateDifference,
      Consumer<String> progress,
      Workspace workspace) {
    this.request = request;
    this.stateDifference = stateDifference;
    this.progress = progress;
    this.workspace = workspace;
    this.comparison = new OutcomeComparison(request.compareErrors());
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
    Workspace workspace = Workspace.create(request.inputs());
    VerifyResult result = null;
    try {
      result = new Verification(request, stateDifference, progress, workspace).verify();
      return result;
    } finally {
      if (keep || (result != null && result.verdict() == Verdict.DIFFERENT)) {
        progress.accept("files kept in " + workspace.root());
      } else {
        workspace.delete();
      }
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
            "(%d safe points, %d stops, %d JVMs, seed %d)",
            safePoints, stops.length, configurations.size(), request.seed()));
  }

  /** Where even two whole runs differ, that is worth more than where the legs do. */
  private String hint(Verdict verdict) {
    boolean differs = !plainText.isEmpty() && !plainText.equals("equal");
    return verdict == Verdict.DIFFERENT && differs
        ? " (the whole runs differ already: does the job depend on time, chance or its environment?)"
        : "";
  }

  private VerifyResult result(Verdict verdict, String message) {
    return new VerifyResult(
        verdict,
        message,
        plainText,
        safePoints,
        Arrays.stream(stops).boxed().toList(),
        configurations.size(),
        request.seed(),
        List.copyOf(legs));
  }

  private void wholeAndInLegs() throws IOException, VerdictException {
    Duration unknown = request.timeout() == null ? Duration.ofHours(24) : request.timeout();
    progress.accept("plain run, without agent");
    Run plain = run("plain", asItComes(), null, unknown);
    Duration timeout = timeout(plain.took());

    progress.accept("undisturbed run under the agent (plain took " + seconds(plain) + " s)");
    Run undisturbed = run("undisturbed", asItComes(), counting(), timeout);
    refuseAgentFailure(undisturbed, plain, "the undisturbed run under the agent");
    plainText = comparison.firstDifference(plain.outcome(), undisturbed.outcome()).orElse("equal");
    safePoints = undisturbed.report().map(AgentReport::reached).orElse(0L);
    if (safePoints == 0) {
      throw new VerdictException(
          Verdict.NOT_RUN, "the job reached no safe point: name its loop with --loops");
    }

    stops = StopChoice.choose(safePoints, request.stops(), request.seed());
    List<AgentReport.Taken> reference = reference(undisturbed, timeout);
    chain(undisturbed, reference, timeout);
  }

  /** One JVM that is never stopped, but snapshots at each chosen safe point. */
  private List<AgentReport.Taken> reference(Run undisturbed, Duration timeout)
      throws IOException, VerdictException {
    progress.accept(
        "reference run with " + stops.length + " snapshots of " + safePoints + " safe points");
    String points = Arrays.stream(stops).mapToObj(Long::toString).collect(Collectors.joining(":"));
    Run run =
        run(
            "reference",
            asItComes(),
            counting().with("keep", stops.length).with("snapshot-at", points),
            timeout);
    refuseAgentFailure(run, undisturbed, "the reference run");
    List<AgentReport.Taken> taken = run.report().map(AgentReport::taken).orElse(List.of());
    if (!Arrays.equals(taken.stream().mapToLong(AgentReport.Taken::reached).toArray(), stops)) {
      Optional<String> why =
          run.report().map(AgentReport::refused).orElse(List.of()).stream().findFirst();
      throw new VerdictException(
          Verdict.REFUSED,
          why.orElse(
              taken.size() + " of " + stops.length + " snapshots were taken, no reason given"));
    }
    different("with snapshots taken on the way", undisturbed, run);
    return taken;
  }

  private void chain(Run undisturbed, List<AgentReport.Taken> reference, Duration timeout)
      throws IOException, VerdictException {
    VariantDeck deck = new VariantDeck(request.jdks(), request.java().options(), request.seed());
    Path out = workspace.run("chain").resolve("out");
    Path err = workspace.run("chain").resolve("err");
    workspace.beginWork();
    String from = null;
    long at = 0;
    long reached = 0; // since C0, as the agent carries it from leg to leg
    for (int k = 0; k <= stops.length; k++) {
      boolean last = k == stops.length;
      long to = last ? safePoints : stops[k];
      JvmVariant variant = deck.deal(isShort(to - at, undisturbed.took()));
      configurations.add(variant.configuration());
      progress.accept("leg " + (k + 1) + "/" + (stops.length + 1) + " from " + at + ", " + variant);
      AgentOptions options = counting().with("keep", 1).with("perturb", variant.perturbation());
      options = from == null ? options : options.with("resume", from);
      options = last ? options : options.with("stop-at", to - at);
      Run leg = run(String.format("leg-%06d", k), variant, options, timeout, out, err);
      AgentReport report = leg.report().orElse(null);
      reached = report == null ? 0 : report.reached();
      AgentReport.Taken taken = last ? null : stopped(leg, report, at, to, variant);
      legs.add(leg(at, to, variant, leg, report, taken));
      if (taken != null) {
        compareStates(to, reference.get(k), taken);
        forget(from);
        forget(reference.get(k).file());
        from = taken.file();
        at = to;
      } else {
        ended(leg, undisturbed, at, variant);
      }
    }
    if (reached != safePoints) {
      throw new VerdictException(
          Verdict.DIFFERENT,
          "in the number of safe points: " + safePoints + " undisturbed, " + reached + " in legs");
    }
  }

  /** What the leg stopped with, if it stopped as it was told to. */
  private AgentReport.Taken stopped(
      Run leg, @Nullable AgentReport report, long at, long to, JvmVariant variant)
      throws IOException, VerdictException {
    if (leg.outcome().exit() == ExitCode.STOPPED.code()
        && report != null
        && !report.taken().isEmpty()
        && report.taken().get(0).reached() == to) {
      return report.taken().get(0);
    }
    String where = "at safe point " + to + " in " + variant + ": ";
    if (report != null && !report.refused().isEmpty()) {
      throw new VerdictException(Verdict.REFUSED, where + report.refused().get(0));
    }
    failedToResume(leg, at, variant);
    throw new VerdictException(
        Verdict.DIFFERENT,
        where
            + "it ended with exit code "
            + leg.outcome().exit()
            + " before that: "
            + JobRun.lastWords(leg.outcome().err()));
  }

  private void ended(Run leg, Run undisturbed, long at, JvmVariant variant)
      throws IOException, VerdictException {
    if (leg.outcome().exit() != undisturbed.outcome().exit()) {
      failedToResume(leg, at, variant);
    }
    different("at the end", undisturbed, leg);
  }

  private static void failedToResume(Run leg, long at, JvmVariant variant)
      throws IOException, VerdictException {
    if (ExitCode.of(leg.outcome().exit()).filter(ExitCode::isAgentFailure).isPresent()) {
      throw new VerdictException(
          Verdict.REFUSED,
          "going on from safe point "
              + at
              + " in "
              + variant
              + ": "
              + JobRun.lastWords(leg.outcome().err()));
    }
  }

  private void compareStates(long at, AgentReport.Taken expected, AgentReport.Taken actual)
      throws IOException, VerdictException {
    if (expected.digest() != null && expected.digest().equals(actual.digest())) {
      return;
    }
    String path = "state digest " + expected.digest() + " != " + actual.digest();
    if (expected.file() != null && actual.file() != null) {
      path = stateDifference.first(Path.of(expected.file()), Path.of(actual.file()));
    }
    throw new VerdictException(Verdict.DIFFERENT, "at safe point " + at + ": " + path);
  }

  private void different(String where, Run expected, Run actual)
      throws IOException, VerdictException {
    Optional<String> difference = comparison.firstDifference(expected.outcome(), actual.outcome());
    if (difference.isPresent()) {
      throw new VerdictException(Verdict.DIFFERENT, where + ": " + difference.get());
    }
  }

  private static void refuseAgentFailure(Run run, Run before, String what)
      throws IOException, VerdictException {
    int exit = run.outcome().exit();
    boolean agent = ExitCode.of(exit).filter(ExitCode::isAgentFailure).isPresent();
    if (run.report().isEmpty() || (agent && exit != before.outcome().exit())) {
      throw new VerdictException(
          Verdict.NOT_RUN,
          what + " ended with exit code " + exit + ": " + JobRun.lastWords(run.outcome().err()));
    }
  }

  private record Run(Outcome outcome, Optional<AgentReport> report, Duration took) {}

  /** A run of its own, from C0, in a fresh working directory. */
  private Run run(String name, JvmVariant variant, @Nullable AgentOptions options, Duration timeout)
      throws IOException, VerdictException {
    workspace.beginWork();
    Path folder = workspace.run(name);
    Run run = run(name, variant, options, timeout, folder.resolve("out"), folder.resolve("err"));
    workspace.keepWork(name);
    return run;
  }

  private Run run(
      String name,
      JvmVariant variant,
      @Nullable AgentOptions options,
      Duration timeout,
      Path out,
      Path err)
      throws IOException, VerdictException {
    Path folder = workspace.run(name);
    Path reportFile = folder.resolve("report.json");
    var line = request.java().withOptions(variant.options());
    List<String> command = new ArrayList<>();
    if (options == null) {
      command.add(variant.jdk().java().toString());
      command.addAll(line.words());
    } else {
      AgentOptions complete = options.with("dir", folder.resolve("ck")).with("report", reportFile);
      command.addAll(line.command(variant.jdk().java(), request.agentJar(), complete));
    }
    Path stdin = request.stdin() == null ? workspace.noInput() : request.stdin();
    JobRun.Ended ended = new JobRun(workspace.work(), stdin).run(command, out, err, timeout);
    Outcome outcome = new Outcome(ended.exit(), out, err, FileTree.of(workspace.work()));
    return new Run(outcome, AgentReport.read(reportFile), ended.took());
  }

  /** Exact counts, and no snapshot but those asked for. */
  private AgentOptions counting() {
    return request.plan().with("every", "0");
  }

  private JvmVariant asItComes() {
    return new JvmVariant(request.jdks().get(0), List.of(), 0);
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
    return String.format("%.1f", run.took().toMillis() / 1000.0);
  }

  private static VerifyResult.Leg leg(
      long from,
      long to,
      JvmVariant variant,
      Run run,
      @Nullable AgentReport report,
      AgentReport.@Nullable Taken taken) {
    AgentReport.Resumed resumed = report == null ? null : report.resumedFrom();
    String digest = taken == null || taken.digest() == null ? "" : taken.digest();
    return new VerifyResult.Leg(
        from,
        to,
        variant.toString(),
        variant.perturbation(),
        digest,
        taken == null ? 0 : taken.bytes(),
        taken == null ? 0 : taken.pauseMillis(),
        resumed == null ? 0 : resumed.restoreMillis(),
        run.took().toMillis() / 1000.0);
  }
}
