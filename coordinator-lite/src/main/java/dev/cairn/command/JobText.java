package dev.cairn.command;

import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Lease;
import dev.cairn.coordinator.core.Move;
import dev.cairn.coordinator.core.Report;
import dev.cairn.launch.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job in a line, for people. */
final class JobText {
  static final String HEADING =
      String.format(
          "%6s  %-12s %8s  %-12s  %-13s  %6s  %s",
          "ID", "STATE", "PRIORITY", "HOST", "SAVED", "GEN", "NAME");

  private static final int NOTE = 60;

  private JobText() {}

  static String line(Job job, long nowMillis) {
    Lease lease = job.lease();
    return String.format(
        "%6d  %-12s %8d  %-12s  %-13s  %6s  %s%s",
        job.id(),
        job.state().word(),
        job.priority(),
        lease == null ? "-" : lease.host(),
        savedAge(job, nowMillis),
        generation(job),
        job.spec().name(),
        notes(job));
  }

  /** What is there to go on from, and what stood in the way of more; one line each. */
  static List<String> saved(Job job, long nowMillis) {
    List<String> lines = new ArrayList<>();
    Report report = job.work().report();
    if (report != null && report.savedAtMillis() > 0) {
      lines.add(
          "saved as generation "
              + report.generation()
              + " "
              + age(report.savedAtMillis(), nowMillis)
              + " ago"
              + (report.writeMillis() > 0 ? ", written in " + report.writeMillis() + " ms" : ""));
    }
    CheckIn newest = job.work().newest();
    if (newest != null && newest.generation() > 0) {
      lines.add(
          "at the coordinator is generation "
              + newest.generation()
              + ", since "
              + age(job.work().checkedInAt(), nowMillis));
    }
    Move move = job.work().move();
    if (move != null && move.hasArrived()) {
      lines.add(move.text());
    }
    if (report != null && report.outside() != null) {
      lines.add(
          "it writes outside of its working directory, which stays behind when it moves: "
              + report.outside());
    }
    if (report != null && report.refusal() != null) {
      lines.add("the latest snapshot was refused: " + report.refusal());
    }
    return lines;
  }

  private static String age(long sinceMillis, long nowMillis) {
    return Durations.brief(Duration.ofMillis(Math.max(0, nowMillis - sinceMillis)));
  }

  private static String notes(Job job) {
    Report report = job.work().report();
    return report == null
        ? ""
        : note("refused", report.refusal()) + note("writes outside", report.outside());
  }

  private static String note(String what, @Nullable String text) {
    if (text == null) {
      return "";
    }
    String brief = text.length() > NOTE ? text.substring(0, NOTE) + "…" : text;
    return "  (" + what + ": " + brief + ")";
  }

  /** The age of the last good snapshot; a job that runs and has none is marked. */
  private static String savedAge(Job job, long nowMillis) {
    Report report = job.work().report();
    if (report != null && report.savedAtMillis() > 0) {
      return age(report.savedAtMillis(), nowMillis);
    }
    return job.state() == JobState.RUNNING ? "NEVER" : "-";
  }

  private static String generation(Job job) {
    Report report = job.work().report();
    CheckIn newest = job.work().newest();
    long n =
        Math.max(
            report == null ? 0 : report.generation(), newest == null ? 0 : newest.generation());
    return n == 0 ? "-" : Long.toString(n);
  }
}
