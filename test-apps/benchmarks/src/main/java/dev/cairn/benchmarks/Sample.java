package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;

/** Ratios (or other values), one a round: their median, and how sure it is. */
public record Sample(List<Double> ratios) {
  private static final int RESAMPLES = 10_000;

  /**
   * @param low 2.5th percentile of the resampled medians
   * @param high 97.5th percentile
   */
  public record Interval(double low, double high) {
    /** Of what is drawn again and again. */
    static Interval of(DoubleSupplier resampled) {
      double[] drawn = DoubleStream.generate(resampled).limit(RESAMPLES).sorted().toArray();
      return new Interval(drawn[RESAMPLES / 40], drawn[RESAMPLES - 1 - RESAMPLES / 40]);
    }
  }

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
    return Interval.of(() -> resampled(random));
  }

  /** The median of as many ratios, each drawn from all. */
  double resampled(Random random) {
    double[] drawn = new double[ratios.size()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = ratios.get(random.nextInt(drawn.length));
    }
    return median(drawn);
  }

  /** In another unit. */
  public Sample times(double factor) {
    return new Sample(ratios.stream().map(r -> r * factor).toList());
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
