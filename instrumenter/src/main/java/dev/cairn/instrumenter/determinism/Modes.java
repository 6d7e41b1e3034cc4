package dev.cairn.instrumenter.determinism;

import java.util.Locale;

/**
 * What the job sees of its host.
 *
 * @param strictMath {@code math=strict}
 * @param time whose clock it reads
 * @param derivedSecureRandom {@code secure-random=derive}
 * @param seedPerRun {@code seed=random}: another seed in each run that begins anew
 * @param jobHashes {@code identity=job}
 */
public record Modes(
    boolean strictMath,
    Time time,
    boolean derivedSecureRandom,
    boolean seedPerRun,
    boolean jobHashes) {
  /** {@code time=}. */
  public enum Time {
    HOST,
    JOB,
    RECORD;

    /** As the option has it. */
    public static Time of(String option) {
      return valueOf(option.toUpperCase(Locale.ROOT));
    }

    /** As the option has it. */
    public String option() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** In the record's order. Written out: the JVM makes a record's own when a start first asks. */
  @Override
  public String toString() {
    return strictMath
        + ","
        + time.option()
        + ","
        + derivedSecureRandom
        + ","
        + seedPerRun
        + ","
        + jobHashes;
  }

  /** Whether what is asked of the host's clock is asked of the job's. */
  public boolean jobClock() {
    return time != Time.HOST;
  }
}
