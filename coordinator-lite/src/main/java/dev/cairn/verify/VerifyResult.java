package dev.cairn.verify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came out, for people and, as JSON, for machines.
 *
 * @param message what stands behind the verdict's word in the last line
 * @param plain {@code equal}, or in what the plain run without agent differs from the undisturbed
 *     one under it; empty where it was not come to that
 * @param safePoints reached by the undisturbed run
 * @param stops the safe points stopped at
 * @param late how many stops were wanted earlier, but refused there
 * @param parting where states part, or null where they don't, or nobody looked
 * @param jvms differently configured JVMs used by the legs
 */
public record VerifyResult(
    Verdict verdict,
    String message,
    String plain,
    long safePoints,
    List<Long> stops,
    int late,
    int jvms,
    long seed,
    List<Leg> legs,
    @Nullable Parting parting) {
  /**
   * One JVM's part of the chain.
   *
   * @param from safe points before it, 0 for C0
   * @param to the safe point it stopped at; the last leg's is the end
   * @param jvm its JDK and options
   * @param digest of the state it stopped in; empty for the last leg
   */
  public record Leg(
      long from,
      long to,
      String jvm,
      long perturbation,
      String digest,
      long bytes,
      double pauseMillis,
      double restoreMillis,
      double seconds) {}

  /** What stands before the last line: where states part, as far as that is known. */
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    if (!plain.isEmpty()) {
      lines.add("verify: plain run and undisturbed run under the agent: " + plain);
    }
    if (parting != null) {
      lines.addAll(parting.report());
    }
    return lines;
  }

  /** The last line. */
  public String line() {
    return "verify: " + verdict.word() + " " + message;
  }
}
