package dev.cairn.coordinator.simulate;

import dev.cairn.coordinator.plot.SvgDocument;
import dev.cairn.coordinator.simulate.WayResult.SlotHours;
import java.util.List;
import java.util.Locale;

/**
 * A picture of what came of each way: jobs that are done, by time; below, where the hosts' time
 * went.
 */
public final class SimulationPlot {
  private static final int WIDTH = 760;
  private static final int LEFT = 60;
  private static final int RIGHT = 740;
  private static final int TOP = 50;
  private static final int BOTTOM = 330;
  private static final int BAR = 22;
  private static final int TICKS = 5;
  private static final double DAY = 24;

  private static final List<String> LINES = List.of("#1f6f8b", "#c8553d");
  private static final List<String> PARTS = List.of("#2a9d5c", "#9ad1ae", "#c8553d", "#e9c46a");
  private static final List<String> PART_NAMES =
      List.of("work of jobs done", "of jobs not done yet", "lost", "starts, stops, snapshots");

  private final List<WayResult> results;
  private final SvgDocument svg;
  private final double days;
  private final int jobs;

  private SimulationPlot(String title, List<WayResult> results, double endHours) {
    this.results = results;
    this.days = Math.max(endHours / DAY, 1e-6);
    this.jobs = results.stream().mapToInt(WayResult::jobs).max().orElse(1);
    this.svg = new SvgDocument(WIDTH, BOTTOM + 100 + results.size() * (BAR + 8), title);
    svg.text(LEFT, 22, "start", title);
  }

  /** The picture, as SVG. */
  public static String of(String title, List<WayResult> results, double endHours) {
    SimulationPlot plot = new SimulationPlot(title, results, endHours);
    plot.axes();
    plot.curves();
    plot.bars();
    return plot.svg.end();
  }

  private double x(double day) {
    return LEFT + (RIGHT - LEFT) * Math.min(1, day / days);
  }

  private double y(double done) {
    return BOTTOM - (BOTTOM - TOP) * done / jobs;
  }

  private void axes() {
    for (int i = 0; i <= TICKS; i++) {
      double day = days * i / TICKS;
      double done = (double) jobs * i / TICKS;
      svg.line(LEFT, y(done), RIGHT, y(done), "#e0e0e0");
      svg.text(LEFT - 6, y(done) + 4, "end", String.format(Locale.ROOT, "%.0f", done));
      svg.text(x(day), BOTTOM + 16, "middle", String.format(Locale.ROOT, "%.3g", day));
    }
    svg.line(LEFT, TOP, LEFT, BOTTOM, "#404040");
    svg.line(LEFT, BOTTOM, RIGHT, BOTTOM, "#404040");
    svg.text(LEFT - 40, TOP - 10, "start", "jobs done");
    svg.text(RIGHT, BOTTOM + 32, "end", "days");
  }

  private void curves() {
    for (int i = 0; i < results.size(); i++) {
      WayResult result = results.get(i);
      String colour = LINES.get(i % LINES.size());
      StringBuilder points = new StringBuilder(SvgDocument.point(x(0), y(0)));
      int done = 0;
      for (double hours : result.doneAt()) {
        points.append(SvgDocument.point(x(hours / DAY), y(done)));
        points.append(SvgDocument.point(x(hours / DAY), y(++done)));
      }
      Double all = result.allDoneAt();
      points.append(SvgDocument.point(x(all == null ? days : all / DAY), y(done)));
      svg.path(points.toString().strip(), colour);
      svg.rectangle(LEFT + 140 + i * 190, TOP - 22, 14, 4, colour);
      svg.text(LEFT + 160 + i * 190, TOP - 16, "start", result.way() + ": " + done + " of " + jobs);
    }
  }

  private void bars() {
    double top = BOTTOM + 60;
    for (int p = 0; p < PARTS.size(); p++) {
      svg.rectangle(LEFT + p * 170, top - 18, 10, 10, PARTS.get(p));
      svg.text(LEFT + 14 + p * 170, top - 9, "start", PART_NAMES.get(p));
    }
    for (int i = 0; i < results.size(); i++) {
      WayResult result = results.get(i);
      SlotHours hours = result.slotHours();
      double y = top + i * (BAR + 8);
      double scale = (RIGHT - LEFT - 110) / Math.max(hours.available(), 1e-9);
      double x = LEFT + 110;
      svg.text(x - 6, y + BAR * 0.7, "end", result.way());
      svg.rectangle(x, y, hours.available() * scale, BAR, "#f0f0f0");
      double[] parts = {hours.done(), hours.kept(), hours.lost(), hours.overhead()};
      for (int p = 0; p < parts.length; p++) {
        svg.rectangle(x, y, parts[p] * scale, BAR, PARTS.get(p));
        x += parts[p] * scale;
      }
    }
    svg.text(
        RIGHT,
        top + results.size() * (BAR + 8) + 12,
        "end",
        "the hosts' time until all was done, or the end; the rest was idle");
  }
}
