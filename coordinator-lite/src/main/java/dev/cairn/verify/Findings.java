package dev.cairn.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a verification has found so far, so that there is a result wherever it ends. Not
 * thread-safe.
 */
final class Findings {
  private final VerifyRequest request;
  private String plain = "";
  private long safePoints;
  private long[] stops = {};
  private int configurations;
  private final List<VerifyResult.Leg> legs = new ArrayList<>();
  private int late;
  private String lateReason = "";
  private int begun;
  private String begunWith = "";
  private @Nullable Parting parting;

  Findings(VerifyRequest request) {
    this.request = request;
  }

  /** In what the plain run differs from the undisturbed one under the agent. */
  void plain(String text) {
    plain = text;
  }

  void safePoints(long reached) {
    safePoints = reached;
  }

  /** The chain that is run now. */
  void chain(List<LegPlan> chain) {
    stops = chain.stream().filter(leg -> !leg.last()).mapToLong(LegPlan::to).toArray();
    configurations =
        (int) chain.stream().map(leg -> leg.variant().configuration()).distinct().count();
  }

  /** So many stops could not be had where they were wanted. */
  void late(int count) {
    late = count;
  }

  /** Why a stop could not be had; the first reason counts. */
  void refusedFirst(String why) {
    lateReason = lateReason.isEmpty() ? why : lateReason;
  }

  void leg(VerifyResult.Leg leg) {
    legs.add(leg);
  }

  /** One more state holds what the first release made; where the first one does is told. */
  void begunWith(String what) {
    begun++;
    begunWith = begunWith.isEmpty() ? what : begunWith;
  }

  void parting(Parting found) {
    parting = found;
  }

  VerifyResult identical() {
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
            heldFirst()));
  }

  /** Where even two whole runs differ, that is worth more than where the legs do. */
  VerifyResult amiss(VerdictException e) {
    boolean differs = !plain.isEmpty() && !plain.startsWith("equal");
    String hint =
        e.verdict() == Verdict.DIFFERENT && differs
            ? " (the whole runs differ already: does the job depend on time, chance or its"
                + " environment?)"
            : "";
    return result(e.verdict(), e.text() + hint);
  }

  private VerifyResult result(Verdict verdict, String message) {
    return new VerifyResult(
        verdict,
        message,
        plain,
        safePoints,
        Arrays.stream(stops).boxed().toList(),
        late,
        configurations,
        request.seed(),
        List.copyOf(legs),
        parting);
  }

  private String heldFirst() {
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
}
