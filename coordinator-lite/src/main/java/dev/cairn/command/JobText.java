package dev.cairn.command;

import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Lease;
import dev.cairn.coordinator.core.Report;
import dev.cairn.launch.Durations;
import java.time.Duration;

/** A job in a line, for people. */
final class JobText {
  static final String HEADING =
      String.format(
          "%6s  %-12s %8s  %-12s  %-10s  %6s  %s",
          "ID", "STATE", "PRIORITY", "HOST", "SAVED", "GEN", "NAME");

  private JobText() {}

  static String line(Job job, long nowMillis) {
    Lease lease = job.lease();
    return String.format(
        "%6d  %-12s %8d  %-12s  %-10s  %6s  %s",
        job.id(),
        job.state().word(),
        job.priority(),
        lease == null ? "-" : lease.host(),
        saved(job, nowMillis),
        generation(job),
        job.spec().name());
  }

  /** The age of the last good snapshot; a job that runs and has none is marked. */
  private static String saved(Job job, long nowMillis) {
    Report report = job.work().report();
    if (report != null && report.savedAtMillis() > 0) {
      long age = Math.max(0, nowMillis - report.savedAtMillis());
      return Durations.brief(Duration.ofMillis(age));
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
