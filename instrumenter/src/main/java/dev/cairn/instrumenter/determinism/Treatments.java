package dev.cairn.instrumenter.determinism;

/** What is replaced, for a job's modes: in its own classes, and in those of the JDK. Immutable. */
public final class Treatments {
  private final boolean jobClock;
  private final Substitution application;
  private final Substitution computing;
  private final Substitution rawBits;

  public Treatments(Modes modes) {
    Substitution clock = modes.jobClock() ? ClockCalls.ALL : Substitution.NONE;
    boolean strict = modes.strictMath();
    this.jobClock = modes.jobClock();
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

  /** In a class of any other module of the JDK. */
  public Substitution inOtherJdkModules() {
    return computing;
  }
}
