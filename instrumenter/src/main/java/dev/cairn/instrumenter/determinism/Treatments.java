package dev.cairn.instrumenter.determinism;

/** What is replaced, for a job's modes: in its own classes, and in those of the JDK. Immutable. */
public final class Treatments {
  private final Substitution application;
  private final Substitution computing;
  private final Substitution rawBits;

  /**
   * @param strictMath {@code math=strict}
   * @param jobClock {@code time=job}
   */
  public Treatments(boolean strictMath, boolean jobClock) {
    Substitution clock = jobClock ? ClockCalls.SUBSTITUTION : Substitution.NONE;
    this.application = strictMath ? MathCalls.APPLICATION.and(clock) : clock;
    this.computing = strictMath ? MathCalls.FUNCTIONS : Substitution.NONE;
    this.rawBits = strictMath ? MathCalls.RAW_BITS : Substitution.NONE;
  }

  /** In classes of the application, and of class loaders that it makes. */
  public Substitution inApplication() {
    return application;
  }

  /** In a class of {@code java.base}. */
  public Substitution inBase(String className) {
    if (JdkCallers.computes(className)) {
      return computing;
    }
    return JdkCallers.writesRawBits(className) ? rawBits : Substitution.NONE;
  }

  /** In a class of any other module of the JDK. */
  public Substitution inOtherJdkModules() {
    return computing;
  }
}
