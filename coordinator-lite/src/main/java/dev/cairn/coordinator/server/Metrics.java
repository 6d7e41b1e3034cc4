package dev.cairn.coordinator.server;

import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Host;
import dev.cairn.coordinator.core.Job;
import dev.cairn.coordinator.core.JobState;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.State;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A state in Prometheus's text format, version 0.0.4. */
final class Metrics {
  private final StringBuilder text = new StringBuilder();

  private Metrics() {}

  /** All there is to be told of a state. */
  static String of(State state) {
    Metrics m = new Metrics();
    m.jobs(state);
    m.hosts(state);
    return m.text.toString();
  }

  private void jobs(State state) {
    Map<JobState, Integer> count = new EnumMap<>(JobState.class);
    for (JobState s : JobState.values()) {
      count.put(s, 0);
    }
    state.jobs().forEach(job -> count.merge(job.state(), 1, Integer::sum));
    count.remove(JobState.REMOVED);
    head("cairn_jobs", "gauge", "Jobs by state.");
    count.forEach((s, n) -> line("cairn_jobs{state=\"" + s.word() + "\"}", n));

    List<Job> running =
        state.active().stream().filter(job -> job.state() == JobState.RUNNING).toList();
    one(
        "cairn_jobs_never_saved",
        "Running jobs of which there is no snapshot.",
        running.stream().filter(Metrics::wasNeverSaved).count());
    one(
        "cairn_jobs_refused",
        "Running jobs whose latest snapshot was refused.",
        running.stream().filter(Metrics::isRefused).count());
    one(
        "cairn_check_in_age_seconds_max",
        "Age of the oldest newest generation that the coordinator has of a running job.",
        running.stream()
                .filter(job -> job.work().newest() != null)
                .mapToLong(job -> state.time() - job.work().checkedInAt())
                .max()
                .orElse(0)
            / 1000);
  }

  private static boolean wasNeverSaved(Job job) {
    Report report = job.work().report();
    CheckIn newest = job.work().newest();
    return (report == null || report.generation() == 0)
        && (newest == null || newest.generation() == 0);
  }

  private static boolean isRefused(Job job) {
    Report report = job.work().report();
    return report != null && report.refusal() != null;
  }

  private void hosts(State state) {
    head("cairn_hosts", "gauge", "Hosts by what they are to jobs.");
    for (Host.Door door : Host.Door.values()) {
      long n = state.hosts().stream().filter(h -> h.up() && h.door() == door).count();
      line("cairn_hosts{state=\"" + door.name().toLowerCase(Locale.ROOT) + "\"}", n);
    }
    line("cairn_hosts{state=\"away\"}", state.hosts().stream().filter(h -> !h.up()).count());
    one(
        "cairn_slots",
        "Slots of hosts that take jobs.",
        state.hosts().stream()
            .filter(h -> h.up() && h.door() == Host.Door.OPEN)
            .mapToLong(h -> h.room().slots())
            .sum());
    one(
        "cairn_slots_leased",
        "Slots that jobs have.",
        state.active().stream()
            .filter(job -> job.lease() != null)
            .mapToLong(job -> job.spec().needs().slots())
            .sum());
    head("cairn_host_losses_total", "counter", "How many times hosts were lost.");
    line(
        "cairn_host_losses_total",
        state.hosts().stream().mapToLong(h -> h.reliability().losses()).sum());
  }

  private void one(String name, String help, long value) {
    head(name, "gauge", help);
    line(name, value);
  }

  private void head(String name, String type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, long value) {
    text.append(name).append(' ').append(value).append('\n');
  }
}
