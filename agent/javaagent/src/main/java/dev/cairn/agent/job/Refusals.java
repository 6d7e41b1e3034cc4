package dev.cairn.agent.job;

import dev.cairn.agent.Say;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says why snapshots are refused: each reason at once when it is new, and again, ever more seldom,
 * as long as no snapshot succeeds. Thread-safe.
 */
final class Refusals {
  private final Say say;
  private final long remind;
  private final Map<String, Integer> reasons = new LinkedHashMap<>();
  private final Set<String> undigested = new HashSet<>();
  private @Nullable String latest;
  private long since;
  private long nextReminder;
  private int sinceSuccess;

  Refusals(Say say, Duration remind) {
    this.say = say;
    this.remind = remind.toNanos();
  }

  synchronized void refused(String reason, long now) {
    if (sinceSuccess++ == 0) {
      since = now;
      nextReminder = now + remind;
    }
    latest = reason;
    if (reasons.merge(reason, 1, Integer::sum) == 1) {
      say.line("no snapshot: " + reason);
    }
  }

  /** The chain of digests lacks a state. */
  synchronized void withoutDigest(String reason) {
    if (undigested.add(reason)) {
      say.line("no digest of the state: " + reason);
    }
  }

  synchronized void succeeded() {
    sinceSuccess = 0;
  }

  /** Called now and then; reminds of refusals that last. */
  synchronized void tick(long now) {
    if (sinceSuccess > 0 && now >= nextReminder) {
      long seconds = Duration.ofNanos(now - since).toSeconds();
      say.line(
          "still no snapshot after "
              + sinceSuccess
              + " tries in "
              + seconds
              + " s; the work since the last one would be lost. Latest reason: "
              + latest);
      nextReminder = now + Math.max(remind, (now - since) / 2);
    }
  }

  /** The reason for the latest refusal, where none succeeded since; else null. */
  synchronized @Nullable String standing() {
    return sinceSuccess > 0 ? latest : null;
  }

  /** All reasons met, in order of first sight. */
  synchronized List<String> all() {
    return List.copyOf(reasons.keySet());
  }
}
