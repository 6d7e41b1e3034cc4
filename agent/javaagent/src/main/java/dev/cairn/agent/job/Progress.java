package dev.cairn.agent.job;

import dev.cairn.agent.Say;
import java.time.Duration;
import java.util.Locale;

/** The status line of a terminal: the loop's counter and rate, the last snapshot's age and size. */
final class Progress {
  private static final long PERIOD = Duration.ofSeconds(1).toNanos();

  private final Say say;
  private final Report report;
  private final boolean on;
  private long asked;
  private long shown;
  private long lastCounter = Long.MIN_VALUE;
  private long lastSnapshotGeneration;
  private long lastSnapshotAt;
  private final long begin = System.nanoTime();

  Progress(Say say, Report report, boolean on) {
    this.say = say;
    this.report = report;
    this.on = on;
  }

  /** Whether the next safe point should tell the loop's counter. */
  boolean wantsCounter(long now) {
    if (!on || now - asked < PERIOD) {
      return false;
    }
    asked = now;
    return true;
  }

  void show(long now, long counter) {
    if (!on || now - shown < PERIOD) {
      return;
    }
    StringBuilder b = new StringBuilder();
    long seconds = Duration.ofNanos(now - begin).toSeconds();
    b.append(
        String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60));
    if (counter != Long.MIN_VALUE) {
      b.append("  loop at ").append(counter);
      if (lastCounter != Long.MIN_VALUE && counter > lastCounter && shown != 0) {
        double rate = (counter - lastCounter) / ((now - shown) / 1e9);
        b.append(String.format(Locale.ROOT, " (%.1f/s)", rate));
      }
      lastCounter = counter;
    }
    Report.Snapshot last = report.last();
    if (last == null) {
      b.append("  no snapshot yet");
    } else {
      if (last.generation() != lastSnapshotGeneration) {
        lastSnapshotGeneration = last.generation();
        lastSnapshotAt = now;
      }
      b.append("  snapshot ")
          .append(last.generation())
          .append(", ")
          .append(Duration.ofNanos(now - lastSnapshotAt).toSeconds())
          .append(" s old, ")
          .append(String.format(Locale.ROOT, "%.1f MB", last.bytes() / 1e6));
    }
    shown = now;
    say.status(b.toString());
  }
}
