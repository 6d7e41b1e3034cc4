package dev.cairn.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a leg's states parted from those of the run that never stops, as the bisection found it.
 *
 * @param resumed the safe point it went on from, 0 for C0
 * @param jvm its JDK and options
 * @param agreed the last safe point at which both still agreed, 0 for C0
 * @param parted the first at which they differ: the one after {@code agreed}, or none in between
 *     could be saved; null where they agree to the last, and only what came out differs
 * @param first the first difference there; null where the leg did not get there
 */
public record Parting(
    long resumed, String jvm, long agreed, @Nullable Long parted, @Nullable Difference first) {

  /** The first difference and its safe point, in a line; empty where it is not known. */
  Optional<String> place() {
    return parted == null || first == null
        ? Optional.empty()
        : Optional.of("at safe point " + parted + ": " + first.text());
  }

  /** Until where the states agree, in half a sentence. */
  String agreement() {
    String last = parted == null ? ", the last that can be compared" : "";
    return agreed == 0
        ? "no states before agree"
        : "the states still agree at safe point " + agreed + last;
  }

  /** For people, some lines. */
  List<String> report() {
    String begun = resumed == 0 ? "begun" : "resumed at safe point " + resumed;
    String stands =
        parted == null ? "" : ", and " + (agreed == 0 ? "differ" : "part") + " at " + parted;
    List<String> lines = new ArrayList<>();
    lines.add("verify: " + begun + " in " + jvm + ": " + agreement() + stands);
    if (first != null) {
      lines.add("verify: where they part, the job stands");
      first.stack().forEach(frame -> lines.add("verify:   at " + frame));
    }
    return lines;
  }
}
