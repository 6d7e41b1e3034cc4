package dev.cairn.benchmarks.plot;

import dev.cairn.benchmarks.plot.DotPlot.Dot;
import dev.cairn.benchmarks.plot.DotPlot.Line;
import dev.cairn.benchmarks.plot.DotPlot.Row;
import dev.cairn.coordinator.plot.SvgDocument;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a {@link DotPlot}: title, legend, rows with a dot and a whisker for each series one below
 * the other, the lines to compare with, and the axis below.
 */
public final class DotPlotSvg {
  private static final int WIDTH = 820;
  private static final int EDGE = 16;

  /** Pixels of a letter, on the average. */
  private static final double LETTER = 7;

  private static final int LINE = 16;

  /** From one series to the next within a row. */
  private static final int STEP = 11;

  private static final int GAP = 12;
  private static final int RADIUS = 4;

  /** Told apart by most who see colours in another way, too. */
  private static final List<String> COLOURS =
      List.of("#1f6f8b", "#d9822b", "#7b4ea3", "#2a9d5c", "#b03060", "#6b6b6b");

  private static final String GRID = "#dcdcdc";
  private static final String BAND = "#f5f5f5";
  private static final String INK = "#404040";
  private static final String COMPARED = "#b00020";

  /** Where a series' name stands in the legend. */
  private record Place(double x, int line) {}

  private final DotPlot plot;
  private final Axis axis;
  private final List<Place> legend;
  private final double left;
  private final double right = WIDTH - 2.0 * EDGE;
  private final double top;
  private final double rowHeight;
  private final double bottom;
  private final SvgDocument svg;

  private DotPlotSvg(DotPlot plot) {
    this.plot = plot;
    this.axis = new Axis(plot.scale(), plot.values().toList());
    this.legend = legend(plot.series());
    int longest = plot.rows().stream().mapToInt(r -> r.label().length()).max().orElse(0);
    this.left = EDGE + longest * LETTER + EDGE;
    int legendLines = legend.isEmpty() ? 0 : legend.get(legend.size() - 1).line() + 1;
    this.top = 2.5 * LINE + (legendLines + plot.lines().size()) * LINE;
    this.rowHeight = plot.series().size() * STEP + GAP;
    this.bottom = top + plot.rows().size() * rowHeight;
    this.svg = new SvgDocument(WIDTH, (int) bottom + 3 * LINE, plot.title());
  }

  /** The picture, as SVG. */
  public static String of(DotPlot plot) {
    DotPlotSvg drawing = new DotPlotSvg(plot);
    drawing.head();
    drawing.axis();
    drawing.rows();
    return drawing.svg.end();
  }

  /** One after the other, in as many lines as it takes; a single series needs no legend. */
  private static List<Place> legend(List<String> series) {
    List<Place> places = new ArrayList<>();
    double x = EDGE;
    int line = 0;
    for (String name : series.size() < 2 ? List.<String>of() : series) {
      double width = 3 * EDGE + name.length() * LETTER;
      if (x > EDGE && x + width > WIDTH) {
        x = EDGE;
        line++;
      }
      places.add(new Place(x, line));
      x += width;
    }
    return places;
  }

  private void head() {
    svg.text(EDGE, 1.5 * LINE, "start", plot.title());
    for (int i = 0; i < legend.size(); i++) {
      Place place = legend.get(i);
      double y = (2.6 + place.line()) * LINE;
      svg.circle(place.x() + RADIUS, y - RADIUS, RADIUS, colour(i));
      svg.text(place.x() + 4 * RADIUS, y, "start", plot.series().get(i));
    }
  }

  private void axis() {
    for (int i = 0; i < plot.rows().size(); i += 2) {
      svg.rectangle(EDGE, top + i * rowHeight, WIDTH - 2.0 * EDGE, rowHeight, BAND);
    }
    for (double tick : axis.ticks()) {
      svg.line(x(tick), top, x(tick), bottom, GRID);
      svg.text(x(tick), bottom + LINE, "middle", number(tick));
    }
    svg.line(left, bottom, right, bottom, INK);
    svg.text(right, bottom + 2.2 * LINE, "end", plot.axis());
    for (int i = 0; i < plot.lines().size(); i++) {
      Line line = plot.lines().get(i);
      double labelBottom = top - (plot.lines().size() - 1 - i) * LINE;
      double half = line.label().length() * LETTER / 2;
      double middle = Math.max(EDGE + half, Math.min(x(line.at()), WIDTH - EDGE - half));
      svg.text(middle, labelBottom - 4, "middle", line.label());
      svg.dashes(x(line.at()), labelBottom, x(line.at()), bottom, COMPARED);
    }
  }

  private void rows() {
    for (int i = 0; i < plot.rows().size(); i++) {
      Row row = plot.rows().get(i);
      double rowTop = top + i * rowHeight;
      svg.text(left - EDGE, rowTop + rowHeight / 2 + 4, "end", row.label());
      for (int s = 0; s < plot.series().size(); s++) {
        Dot dot = row.dots().get(plot.series().get(s));
        if (dot != null) {
          double y = rowTop + GAP / 2.0 + (s + 0.5) * STEP;
          svg.line(x(dot.low()), y, x(dot.high()), y, colour(s));
          svg.circle(x(dot.value()), y, RADIUS, colour(s));
        }
      }
    }
  }

  private double x(double value) {
    return left + (right - left) * axis.share(value);
  }

  private static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** Without the digits that a binary fraction brings, and without exponent. */
  private static String number(double tick) {
    return tick == 0
        ? "0"
        : new BigDecimal(tick).round(new MathContext(6)).stripTrailingZeros().toPlainString();
  }
}
