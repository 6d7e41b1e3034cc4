package dev.cairn.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds pairs of JVMs for each kernel and JDK
 * @param warmUps repetitions in each JVM that don't count
 * @param repetitions repetitions in each JVM that do
 */
record Effort(int rounds, int warmUps, int repetitions) {
  /** Many JVMs rather than long ones: where a JVM's heap comes to lie is most of the noise. */
  static final Effort FULL = new Effort(51, 25, 20);
}
