package dev.cairn.instrumenter.determinism;

/** What is replaced, for a job's modes: in its own classes, and in those of the JDK. Immutable. */
public final class Treatments {
  private final boolean jobClock;
  private final boolean jobHashes;
  private final Substitution application;
  private final Substitution computing;
  private final Substitution rawBits;

  public Treatments(Modes modes) {
    Substitution clock = modes.jobClock() ? ClockCalls.ALL : Substitution.NONE;
    boolean strict = modes.strictMath();
    this.jobClock = modes.jobClock();
    this.jobHashes = modes.jobHashes();
    this.application = strict ? MathCalls.APPLICATION.and(clock) : clock;
    this.computing = strict ? MathCalls.FUNCTIONS : Substitution.NONE;
    this.rawBits = strict ? MathCalls.RAW_BITS : Substitution.NONE;
  }

  /** In classes of the application, and of class loaders that it makes. */
  public Substitution inApplication() {
    return application;
  }

  /** In a class of {@code java.base}. */
  public Substitution inBase(String className) {
    Substitution all = SeedCalls.in(className);
    if (JdkCallers.computes(className)) {
      all = all.and(computing);
    }
    if (JdkCallers.writesRawBits(className)) {
      all = all.and(rawBits);
    }
    if (jobClock && JdkCallers.tellsTime(className)) {
      all = all.and(ClockCalls.IN_JDK);
    }
    return all;
  }

  /** Whether {@link HashCalls} concern classes of the application, and of other modules. */
  public boolean hashes() {
    return jobHashes;
  }

  /** Whether {@link HashCalls} concern a class of {@code java.base} that is loaded from now on. */
  public boolean hashesInBase(String className) {
    return jobHashes && JdkHashers.isTreated(className);
  }

  /** Whether they concern a class of {@code java.base} that is loaded by now. */
  public boolean hashesInLoaded(String className) {
    return jobHashes && JdkHashers.isKnown(className);
  }

  /** In a class of any other module of the JDK. */
  public Substitution inOtherJdkModules() {
    return computing;
  }
}
