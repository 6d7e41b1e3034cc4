package dev.cairn.benchmarks;

import dev.cairn.benchmarks.plot.DotPlot;
import java.util.Random;

/**
 * How the medians of two samples relate that were measured apart, such as in JVMs of their own:
 * nothing pairs the one's values with the other's.
 */
public record RatioOfMedians(Sample of, Sample to) {

  public double value() {
    return of.median() / to.median();
  }

  /** A percentile bootstrap, each sample drawn for itself; the seed is fixed. */
  public Sample.Interval interval() {
    Random random = new Random(1);
    return Sample.Interval.of(() -> of.resampled(random) / to.resampled(random));
  }

  /** As a dot with its interval. */
  public DotPlot.Dot dot() {
    Sample.Interval i = interval();
    return new DotPlot.Dot(value(), Math.min(value(), i.low()), Math.max(value(), i.high()));
  }

  @Override
  public String toString() {
    return Page.cell(value(), interval());
  }
}
