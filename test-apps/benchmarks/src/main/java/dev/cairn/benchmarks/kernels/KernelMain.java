package dev.cairn.benchmarks.kernels;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;

/**
 * {@code KernelMain kernel warmUps repetitions}: prints the processor time of each repetition in
 * nanoseconds, one a line, then what was computed. Time of the thread, not of the wall: another
 * program on the machine disturbs it least.
 */
public final class KernelMain {
  private KernelMain() {}

  public static void main(String[] args) {
    Kernel kernel = byName(args[0]);
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    int warmUps = Integer.parseInt(args[1]);
    long[] nanos = new long[Integer.parseInt(args[2])];
    double sum = 0;
    for (int i = -warmUps; i < nanos.length; i++) {
      long start = clock.getCurrentThreadCpuTime();
      sum += kernel.run();
      if (i >= 0) {
        nanos[i] = clock.getCurrentThreadCpuTime() - start;
      }
    }
    for (long n : nanos) {
      System.out.println(n);
    }
    System.out.println("sum " + Double.doubleToLongBits(sum));
  }

  private static Kernel byName(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "bodies" -> new Bodies();
      case "stencil" -> new Stencil();
      case "matmul-outer" -> new MatMulOuter();
      case "matmul-middle" -> new MatMulMiddle();
      case "matmul-inner" -> new MatMulInner();
      case "axpy" -> new Axpy();
      default -> throw new IllegalArgumentException("no kernel " + name);
    };
  }
}
