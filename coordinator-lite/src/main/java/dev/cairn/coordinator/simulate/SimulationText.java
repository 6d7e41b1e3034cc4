package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.simulate.WayResult.Completion;
import dev.cairn.coordinator.simulate.WayResult.OfPriority;
import dev.cairn.coordinator.simulate.WayResult.SlotHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What came of each way, in rows: a heading, and a cell for each way. */
public final class SimulationText {
  /** A row. */
  public record Row(String heading, List<String> cells) {}

  private final List<WayResult> results;
  private final List<Row> rows = new ArrayList<>();

  private SimulationText(List<WayResult> results) {
    this.results = results;
  }

  /** The rows. */
  public static List<Row> rows(List<WayResult> results) {
    SimulationText text = new SimulationText(results);
    text.all();
    return text.rows;
  }

  private void all() {
    row("jobs done", r -> r.done() + " of " + r.jobs());
    row("all done after", r -> hours(r.allDoneAt(), "not in time"));
    completion("from submission to done, mean", Completion::mean);
    completion("  median", Completion::median);
    completion("  95 % within", Completion::p95);
    List<OfPriority> priorities = results.get(0).priorities();
    for (int i = 0; i < priorities.size(); i++) {
      int n = i;
      String of = "priority " + priorities.get(i).priority();
      row(of + ": jobs done", r -> ofPriority(r, n).done() + " of " + ofPriority(r, n).jobs());
      row("  wait until it ran, mean", r -> hours(ofPriority(r, n).waited(), "-"));
      row("  to done, mean", r -> hours(ofPriority(r, n).completion(), "-"));
    }
    row("hosts' time that was of use", r -> percent(r.slotHours().useful()));
    part("  work of jobs done", SlotHours::done);
    part("  work of jobs not done yet", SlotHours::kept);
    part("  work lost", SlotHours::lost);
    part("  starts, stops, snapshots", SlotHours::overhead);
    row("starts of a job", r -> "" + r.starts());
    row("stops for others", r -> "" + r.stops());
    row("times a host went away", r -> "" + r.hostsAway());
  }

  private void row(String heading, Function<WayResult, String> cell) {
    rows.add(new Row(heading, results.stream().map(cell).toList()));
  }

  private void completion(String heading, ToDoubleFunction<Completion> part) {
    row(
        heading,
        r -> {
          Completion c = r.completion();
          return hours(c == null ? null : part.applyAsDouble(c), "-");
        });
  }

  private void part(String heading, ToDoubleFunction<SlotHours> part) {
    row(
        heading,
        r -> {
          SlotHours h = r.slotHours();
          double value = part.applyAsDouble(h);
          return String.format(Locale.ROOT, "%.0f h", value)
              + (h.available() > 0 ? ", " + percent(value / h.available()) : "");
        });
  }

  private static OfPriority ofPriority(WayResult result, int n) {
    return result.priorities().get(n);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.1f %%", part * 100);
  }

  private static String hours(@Nullable Double hours, String none) {
    if (hours == null) {
      return none;
    }
    return hours < 72
        ? String.format(Locale.ROOT, "%.1f h", hours)
        : String.format(Locale.ROOT, "%.1f d", hours / 24);
  }
}
