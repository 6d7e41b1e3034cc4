package dev.cairn.benchmarks.kernels;

/**
 * {@code LifeMain kernel warmUps repetitions}: goes on until it is ended from outside. In each JVM
 * that it comes to it measures, once, the passes of a long call that is under way (in a JVM that
 * goes on from a snapshot it is the resumed one), then as many later calls, each of one pass; tells
 * both on standard error; and is in a long call again from then on, where it can be stopped.
 */
public final class LifeMain {
  private LifeMain() {}

  public static void main(String[] args) {
    Kernel kernel = Kernels.byName(args[0]);
    int warmUps = Integer.parseInt(args[1]);
    int repetitions = Integer.parseInt(args[2]);
    LongCall passes = new LongCall(warmUps, repetitions);
    double sum = 0;
    while (sum != Double.NEGATIVE_INFINITY) { // which no kernel gives
      sum += kernel.run(passes);
      long[] nanos = new long[repetitions];
      for (int i = -warmUps; i < repetitions; i++) {
        long start = Clock.nanos();
        sum += kernel.run(new Once());
        if (i >= 0) {
          nanos[i] = Clock.nanos() - start;
        }
      }
      LongCall.tell("calls", nanos);
    }
  }
}
