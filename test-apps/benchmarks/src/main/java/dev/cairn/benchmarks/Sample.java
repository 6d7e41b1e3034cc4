package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Ratios (or other values), one a round: their median, and how sure it is. */
public record Sample(List<Double> ratios) {
  private static final int RESAMPLES = 10_000;

  /**
   * @param low 2.5th percentile of the resampled medians
   * @param high 97.5th percentile
   */
  public record Interval(double low, double high) {}

  public Sample {
    if (ratios.isEmpty()) {
      throw new IllegalArgumentException("no ratios");
    }
    ratios = List.copyOf(ratios);
  }

  public static Sample of(double... values) {
    return new Sample(Arrays.stream(values).boxed().toList());
  }

  public double median() {
    return median(ratios.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** A percentile bootstrap of the median; the seed is fixed, so equal ratios give equal bounds. */
  public Interval interval() {
    Random random = new Random(1);
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[ratios.size()];
    for (int r = 0; r < RESAMPLES; r++) {
      for (int i = 0; i < drawn.length; i++) {
        drawn[i] = ratios.get(random.nextInt(drawn.length));
      }
      medians[r] = median(drawn.clone());
    }
    Arrays.sort(medians);
    return new Interval(medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  /** The median, with its interval, in a picture. */
  public DotPlot.Dot dot() {
    Interval interval = interval();
    return new DotPlot.Dot(median(), interval.low(), interval.high());
  }

  /** Sorts its argument. */
  public static double median(double[] values) {
    Arrays.sort(values);
    int n = values.length;
    return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
  }
}
