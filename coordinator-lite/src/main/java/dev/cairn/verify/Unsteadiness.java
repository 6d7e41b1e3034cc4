package dev.cairn.verify;

import dev.cairn.launch.AgentOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a state that was not restored from one that never followed the job alone: where a leg parts
 * from the reference, does a run that never stops part from it as well?
 *
 * <p>It may do so in a JVM like the reference's: a clock, an unseeded generator. Or only in one
 * like the leg's, since JVMs that are alike give the same identity hashes in the same order: a
 * program's own table by the hashes of classes is laid out otherwise there, before anything was
 * resumed.
 */
record Unsteadiness(JobRunner runner, StateDifference stateDifference, Consumer<String> progress) {
  private static final String LEAVE_OUT = ": such a field is left out by --except CLASS.FIELD)";

  /** What is to be said behind the difference at the end of {@code leg}; may be empty. */
  String hint(LegPlan leg, Path reference) throws IOException, VerdictException {
    progress.accept("the reference once more, to see whether it agrees with itself");
    JvmVariant alike = new JvmVariant(leg.variant().jdk(), List.of(), 0);
    String itself = first("reference-again", alike, runner.counting(), leg, reference);
    if (itself != null) {
      return " (two runs that never stop differ too, in " + itself + LEAVE_OUT;
    }
    progress.accept("the reference in a JVM like the leg's, to see whether the state follows it");
    JvmVariant there = leg.variant().compiled();
    AgentOptions perturbed = runner.counting().with("perturb", there.perturbation());
    String path = first("reference-there", there, perturbed, leg, reference);
    return path == null
        ? ""
        : " (a run that never stops differs too in a JVM like the leg's, in "
            + path
            + ": the state follows identity hashes, or other numbers of a JVM"
            + LEAVE_OUT;
  }

  /** The first difference from {@code reference}, at the same safe point, of a run as it comes. */
  private @Nullable String first(
      String name, JvmVariant variant, AgentOptions options, LegPlan leg, Path reference)
      throws IOException, VerdictException {
    List<AgentReport.Taken> taken =
        runner.whole(name, variant, options.with("snapshot-at", leg.to())).taken();
    String file = taken.isEmpty() ? null : taken.get(0).file();
    Difference first = file == null ? null : stateDifference.first(reference, Path.of(file));
    return first == null ? null : first.text();
  }
}
