package dev.cairn.benchmarks;

/**
 * How much is measured.
 *
 * @param rounds pairs of JVMs for each kernel and JDK
 * @param warmUps repetitions in each JVM that don't count
 * @param repetitions repetitions in each JVM that do
 */
record Effort(int rounds, int warmUps, int repetitions) {
  static final Effort FULL = new Effort(21, 30, 40);
}
