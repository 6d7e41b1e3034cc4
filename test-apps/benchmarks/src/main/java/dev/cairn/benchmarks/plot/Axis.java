package dev.cairn.benchmarks.plot;

import java.util.ArrayList;
import java.util.List;

/** Where values lie between the ends of an axis, and which of them are written under it. */
final class Axis {
  /** About so many numbers fit under it. */
  private static final int TICKS = 7;

  /** Decades from which on their beginnings are enough. */
  private static final double WIDE = 3;

  /**
   * What a decade is divided into where there are few, and below that much a linear axis' ticks.
   */
  private static final double NARROW = 1;

  /** Free space at each end, as a share of the whole. */
  private static final double MARGIN = 0.03;

  private final boolean logarithmic;
  private final double low;
  private final double high;

  /**
   * One that holds all values.
   *
   * @param values more than zero on a logarithmic axis; a linear axis of positive ones begins at
   *     zero unless they lie close together
   */
  Axis(DotPlot.Scale scale, List<Double> values) {
    logarithmic = scale == DotPlot.Scale.LOGARITHMIC;
    double least = values.stream().mapToDouble(this::position).min().orElse(0);
    double most = values.stream().mapToDouble(this::position).max().orElse(1);
    if (!logarithmic && least > 0 && least < most / 2) {
      least = 0;
    }
    double span = most - least;
    double margin = span == 0 ? Math.max(Math.abs(most), 1) * MARGIN : span * MARGIN;
    low = !logarithmic && least == 0 ? 0 : least - margin;
    high = most + margin;
  }

  /** 0 at the left end to 1 at the right one. */
  double share(double value) {
    return (position(value) - low) / (high - low);
  }

  private double position(double value) {
    return logarithmic ? Math.log10(value) : value;
  }

  /** Round values, rising. */
  List<Double> ticks() {
    if (!logarithmic) {
      return steps(low, high);
    }
    if (high - low < NARROW) {
      return steps(Math.pow(10, low), Math.pow(10, high));
    }
    List<Double> ticks = new ArrayList<>();
    double[] parts = high - low < WIDE ? new double[] {1, 2, 5} : new double[] {1};
    for (int decade = (int) Math.floor(low); decade <= high; decade++) {
      for (double part : parts) {
        double tick = part * Math.pow(10, decade);
        if (Math.log10(tick) >= low && Math.log10(tick) <= high) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }

  private static List<Double> steps(double from, double to) {
    double rough = (to - from) / TICKS;
    double decade = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = 10 * decade;
    for (double part : new double[] {5, 2, 1}) {
      if (part * decade >= rough) {
        step = part * decade;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(from / step); i * step <= to; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }
}
