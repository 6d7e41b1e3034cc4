package dev.cairn.coordinator.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.coordinator.core.Amount;
import dev.cairn.coordinator.core.CheckIn;
import dev.cairn.coordinator.core.Decider;
import dev.cairn.coordinator.core.Event;
import dev.cairn.coordinator.core.JobSpec;
import dev.cairn.coordinator.core.Policy;
import dev.cairn.coordinator.core.Report;
import dev.cairn.coordinator.core.State;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private State state = State.EMPTY;
  private long now;

  private void does(Event event) {
    now += 1000;
    state = new Decider(Policy.DEFAULT).decide(state, event, now).state();
  }

  private void submit(String key) {
    JobSpec spec = new JobSpec(key, "n", new Amount(2, 10), null, null, "f", List.of("Main"), "");
    does(new Event.Submit(spec, 0, false));
  }

  private static Report report(long job, long generation, String refusal) {
    return new Report(job, 1, true, generation, 0, 0, null, null, refusal, null, null);
  }

  @Test
  void whatAStateLooksLike() {
    does(new Event.Joined("a", "a#1", new Amount(4, 100), "p", List.of()));
    does(new Event.Joined("b", "b#1", new Amount(4, 100), "p", List.of()));
    does(new Event.Cordon("b"));
    submit("1");
    submit("2");
    submit("3");
    does(
        new Event.Heard("a", "a#1", List.of(report(1, 4, null), report(2, 0, "a thread is busy"))));
    does(new Event.Saved("a", 1, 1, new CheckIn(1, 4, "f4")));
    does(new Event.Pause(3));
    now += 7_000;
    state = state.at(now);

    assertThat(Metrics.of(state).lines())
        .contains(
            "# TYPE cairn_jobs gauge",
            "cairn_jobs{state=\"running\"} 2",
            "cairn_jobs{state=\"paused\"} 1",
            "cairn_jobs{state=\"queued\"} 0",
            "cairn_jobs_never_saved 1",
            "cairn_jobs_refused 1",
            "cairn_check_in_age_seconds_max 8",
            "cairn_hosts{state=\"open\"} 1",
            "cairn_hosts{state=\"cordoned\"} 1",
            "cairn_hosts{state=\"away\"} 0",
            "cairn_slots 4",
            "cairn_slots_leased 4",
            "cairn_host_losses_total 0")
        .allMatch(
            line -> line.matches("# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z_]+=\"[a-z]+\"})? \\d+"));
  }
}
