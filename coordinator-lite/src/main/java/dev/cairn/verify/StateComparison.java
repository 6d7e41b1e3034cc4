package dev.cairn.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether two states at the same safe point agree: by their digests, else object by object.
 *
 * @param excepting whether some fields don't count, so that digests alone don't tell
 */
record StateComparison(StateDifference stateDifference, boolean excepting) {
  /** In what they don't; empty where they do. */
  Optional<Mismatch> compare(AgentReport.@Nullable Taken expected, AgentReport.Taken actual)
      throws IOException {
    String digest = expected == null ? null : expected.digest();
    if (digest != null && digest.equals(actual.digest())) {
      return Optional.empty();
    }
    String digests = "state digest " + digest + " != " + actual.digest();
    if (expected == null || expected.file() == null || actual.file() == null) {
      return Optional.of(new Mismatch(digests, null));
    }
    Difference first = stateDifference.first(Path.of(expected.file()), Path.of(actual.file()));
    return first == null && excepting
        ? Optional.empty()
        : Optional.of(new Mismatch(digests, first));
  }
}
