package dev.cairn.coordinator.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How soon a host may be lost. Losses are taken for a Poisson process whose rate is known from the
 * host's own record and, for as long as that is short, from its platform class's: a gamma prior
 * whose mean is the class's rate, worth {@link #WORTH} of observation (the conjugate pair; A.
 * Gelman et al., Bayesian Data Analysis, section 2.6).
 *
 * <pre>
 *   rate ~ Gamma(a, b)     a = losses + WORTH / M(class)     b = up + WORTH
 *   P(lost within t)  =  1 - (b / (b + t))^a
 * </pre>
 *
 * @param losses a
 * @param millis b
 */
public record Forecast(double losses, double millis) {
  private static final Duration WORTH = Duration.ofDays(2);

  /** What a host class is trusted with before it has a record of its own: one loss in a week. */
  private static final Duration PRIOR = Duration.ofDays(7);

  /**
   * A host's.
   *
   * @param ofClass the record of all hosts of its platform class, or null where there is none
   */
  static Forecast of(Host.Reliability own, Host.@Nullable Reliability ofClass) {
    Duration between = between(ofClass);
    double worth = WORTH.toMillis();
    return new Forecast(
        own.losses() + worth / Math.max(1, between.toMillis()), own.upMillis() + worth);
  }

  /** The mean time between losses of hosts with this record, or with none. */
  static Duration between(Host.@Nullable Reliability record) {
    return record == null
        ? PRIOR
        : Duration.ofMillis((PRIOR.toMillis() + record.upMillis()) / (1 + record.losses()));
  }

  /** Of a host that the coordinator knows. */
  public static Forecast of(State state, Host host) {
    return of(host.reliability(), state.index().records().get(host.platform()));
  }

  /** The probability that it is lost within this time, 0 to 1. */
  public double lossWithin(Duration time) {
    return 1 - Math.pow(millis / (millis + time.toMillis()), losses);
  }

  /** The mean time between losses, as it is expected. */
  Duration between() {
    return Duration.ofMillis((long) (millis / losses));
  }
}
