package dev.cairn.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds how often each JVM is started
 * @param warmUps repetitions in each JVM that don't count
 * @param repetitions repetitions in each JVM that do
 */
record Effort(int rounds, int warmUps, int repetitions) {
  /** Many JVMs rather than long ones: where a JVM's heap comes to lie is most of the noise. */
  static final Effort IDLE = new Effort(5, 25, 20);

  /** A job that was stopped five times takes seven JVMs. */
  static final Effort RESUMED = new Effort(3, 20, 15);

  /** One JVM, asked again and again. */
  static final Effort ASKED = new Effort(1, 30, 100);

  Effort rounds(int other) {
    return new Effort(other, warmUps, repetitions);
  }

  Effort repetitions(int other) {
    return new Effort(rounds, warmUps, other);
  }
}
