package dev.cairn.benchmarks.plot;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a horizontal dot plot shows: a row for each thing measured, a dot for each contender in it.
 *
 * @param title what is seen, in a line
 * @param axis what the axis counts, and which way is better
 * @param scale how values lie on the axis
 * @param series names of the contenders, in the order of their colours
 * @param lines values to compare with, such as a goal
 * @param rows from top to bottom
 */
public record DotPlot(
    String title, String axis, Scale scale, List<String> series, List<Line> lines, List<Row> rows) {

  /** How values lie on the axis. */
  public enum Scale {
    LINEAR,
    LOGARITHMIC
  }

  /** A value that all rows are compared with. */
  public record Line(String label, double at) {}

  /**
   * A measured value.
   *
   * @param low the lower end of its whisker, at most the value
   * @param high the upper end, at least the value
   */
  public record Dot(double value, double low, double high) {
    public Dot {
      if (!(low <= value && value <= high)) {
        throw new IllegalArgumentException(value + " is not within " + low + " and " + high);
      }
    }

    /** One that is known exactly. */
    public static Dot exact(double value) {
      return new Dot(value, value, value);
    }
  }

  /**
   * One thing measured.
   *
   * @param dots by the name of their series; one that has none was not measured
   */
  public record Row(String label, Map<String, Dot> dots) {
    public Row {
      dots = Map.copyOf(dots);
    }
  }

  public DotPlot {
    series = List.copyOf(series);
    lines = List.copyOf(lines);
    rows = List.copyOf(rows);
    for (Row row : rows) {
      if (!series.containsAll(row.dots().keySet())) {
        throw new IllegalArgumentException(row + " has other series than " + series);
      }
    }
    if (scale == Scale.LOGARITHMIC && values(rows, lines).anyMatch(v -> v <= 0)) {
      throw new IllegalArgumentException("a logarithmic axis has no place for 0 or less: " + rows);
    }
  }

  /** All that the axis must have a place for. */
  Stream<Double> values() {
    return values(rows, lines);
  }

  private static Stream<Double> values(List<Row> rows, List<Line> lines) {
    return Stream.concat(
        lines.stream().map(Line::at),
        rows.stream()
            .flatMap(r -> r.dots().values().stream())
            .flatMap(d -> Stream.of(d.low(), d.value(), d.high())));
  }
}
