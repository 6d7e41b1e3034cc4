package dev.cairn.benchmarks.kernels;

/**
 * {@code KernelMain kernel warmUps repetitions}: prints the processor time of each repetition in
 * nanoseconds, one a line, then what was computed.
 */
public final class KernelMain {
  private KernelMain() {}

  public static void main(String[] args) {
    Kernel kernel = Kernels.byName(args[0]);
    int warmUps = Integer.parseInt(args[1]);
    long[] nanos = new long[Integer.parseInt(args[2])];
    double sum = 0;
    for (int i = -warmUps; i < nanos.length; i++) {
      long start = Clock.nanos();
      sum += kernel.run(new Once());
      if (i >= 0) {
        nanos[i] = Clock.nanos() - start;
      }
    }
    for (long n : nanos) {
      System.out.println(n);
    }
    System.out.println("sum " + Double.doubleToLongBits(sum));
  }
}
