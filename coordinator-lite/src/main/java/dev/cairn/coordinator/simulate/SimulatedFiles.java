package dev.cairn.coordinator.simulate;

import java.util.Locale;

/**
 * The files of a simulated job, as the id of their manifest tells them.
 *
 * @param goal how much work it is, in milliseconds
 * @param generation the newest, 0: none
 * @param work how much of it is done
 * @param state all else that the job is: it follows from where it began and how much it has worked,
 *     so that a job that goes on from anything but what it was ends otherwise
 */
record SimulatedFiles(long goal, long generation, long work, long state) {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final int HEX = 16;

  static SimulatedFiles begin(long goal) {
    return new SimulatedFiles(goal, 0, 0, Long.rotateLeft(goal * STEP, 29));
  }

  static SimulatedFiles parse(String text) {
    String[] f = text.split(" ", 4);
    return new SimulatedFiles(
        Long.parseLong(f[0]),
        Long.parseLong(f[1]),
        Long.parseLong(f[2]),
        Long.parseUnsignedLong(f[3], HEX));
  }

  /** A state after some more work. */
  static long after(long state, long work) {
    return state + work * STEP;
  }

  /** How a job ends. */
  static String result(long job, long state) {
    return String.format(Locale.ROOT, "result of %d: %016x", job, state);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d %d %d %016x", goal, generation, work, state);
  }
}
